"""The words that names, descriptions and dates of a generated ecosystem are made of."""

from datetime import date, timedelta

__all__ = [
    "CITIES",
    "COUNTRIES",
    "DAYS",
    "DESCRIPTIONS",
    "FIRST_NAMES",
    "LABELS",
    "LANGUAGES",
    "NAMES",
    "SECTORS",
    "STAGES",
    "SURNAMES",
    "TRADES",
]

LANGUAGES = ("fr", "en", "de", "es", "ar", "ja", "pt-br")
SECTORS = (
    "digital", "health", "energy", "finance", "mobility", "logistics",
    "agriculture", "tourism", "employment", "telecommunications", "cosmetics", "legal",
)  # fmt: skip
STAGES = ("seed", "pre-seed", "series-a", "unspecified", "series-b", "series-c")
LABELS = (
    "Capitale French Tech", "Métropole French Tech", "Jeune entreprise innovante", "Next40", "Solar Impulse",
    "B Corp", "Pass French Tech", "Ecovadis Gold", "Deeptech", "Territoire d'industrie", "Lucie 26000",
    "Cap Digital",
)  # fmt: skip
NAMES = (
    "Nova", "Mistral", "Calanque", "Phocéa", "Azur", "Lumen", "Delta", "Étoile", "Horizon", "Boréal",
    "Cigale", "Garrigue", "Sirocco", "Atlas", "Orion", "Quanta", "Verdant", "Zéphyr", "Alizé", "Kepler",
)  # fmt: skip
TRADES = {
    "fr": ("Santé", "Énergie", "Mobilité", "Données", "Océan", "Logistique", "Capital", "Réseaux"),
    "en": ("Health", "Energy", "Mobility", "Data", "Ocean", "Logistics", "Capital", "Networks"),
    "de": ("Gesundheit", "Energie", "Mobilität", "Daten", "Ozean", "Logistik", "Kapital", "Netze"),
    "es": ("Salud", "Energía", "Movilidad", "Datos", "Océano", "Logística", "Capital", "Redes"),
    "ar": ("صحة", "طاقة", "تنقل", "بيانات", "محيط", "لوجستيات", "رأس المال", "شبكات"),
    "ja": ("健康", "エネルギー", "移動", "データ", "海洋", "物流", "資本", "ネットワーク"),
    "pt-br": ("Saúde", "Energia", "Mobilidade", "Dados", "Oceano", "Logística", "Capital", "Redes"),
}
DESCRIPTIONS = {
    "fr": (
        "La société conçoit des capteurs pour les ports", "Une plateforme relie les hôpitaux et les patients",
        "L'équipe met au point un logiciel de prévision", "Elle exporte vers l'Afrique et le Moyen-Orient",
        "Un accélérateur l'accompagne depuis ses débuts", "Ses clients sont des collectivités et des groupes",
        'Le projet, dit "ouvert", vient de la recherche publique',
        "Ses données passent par les câbles sous-marins",
    ),
    "en": (
        "The company designs sensors for harbours", "A platform that ties hospitals to patients",
        "The team develops forecasting software", "It exports to Africa and to the Middle East",
        "An accelerator has supported it from the start", "Its customers are cities and large groups",
        'The project, called "open", comes from public research', "Its data travel through submarine cables",
    ),
}  # fmt: skip
FIRST_NAMES = (
    "Amina",
    "Louis",
    "Chloé",
    "Karim",
    "Inès",
    "Hugo",
    "Zoé",
    "Jean-Marc",
    "Leïla",
    "Björn",
    "Ana",
    "Yuki",
)
SURNAMES = (
    "Martin",
    "Benali",
    "Durand",
    "Rossi",
    "Nguyen",
    "Müller",
    "García",
    "Sato",
    "Dupré",
    "Haddad",
    "O'Neil",
)
CITIES = ("Port", "Mont", "Saint", "Ville", "Roque", "Bel", "Font", "Val", "Mar", "Clar")
COUNTRIES = (
    "France", "Italie", "Espagne", "Maroc", "Algérie", "Tunisie", "Allemagne", "Portugal",
    "Égypte", "Sénégal", "Japon", "Kenya", "Brésil", "Inde", "Liban", "Grèce",
)  # fmt: skip
_FIRST_DAY = date(1998, 1, 1)
DAYS = tuple((_FIRST_DAY + timedelta(days=day)).isoformat() for day in range(10_200))
"""Every day from 1998 to the end of 2025."""
