"""Patent offices by their two-letter code (WIPO standard ST.3), for labels; the label of another office contains its code."""

import re
from typing import ClassVar

from vitagraph.values import Value

OFFICES: dict[str, str] = {
    "AP": "African Regional Intellectual Property Organization",
    "AR": "National Institute of Industrial Property of Argentina",
    "AT": "Austrian Patent Office",
    "AU": "IP Australia",
    "BE": "Belgian Office for Intellectual Property",
    "BR": "National Institute of Industrial Property of Brazil",
    "CA": "Canadian Intellectual Property Office",
    "CH": "Swiss Federal Institute of Intellectual Property",
    "CL": "National Institute of Industrial Property of Chile",
    "CN": "China National Intellectual Property Administration",
    "CO": "Superintendence of Industry and Commerce of Colombia",
    "CZ": "Industrial Property Office of the Czech Republic",
    "DE": "German Patent and Trade Mark Office",
    "DK": "Danish Patent and Trademark Office",
    "EA": "Eurasian Patent Organization",
    "EG": "Egyptian Patent Office",
    "EM": "European Union Intellectual Property Office",
    "EP": "European Patent Office",
    "ES": "Spanish Patent and Trademark Office",
    "FI": "Finnish Patent and Registration Office",
    "FR": "National Institute of Industrial Property of France",
    "GB": "United Kingdom Intellectual Property Office",
    "GC": "Patent Office of the Gulf Cooperation Council",
    "GR": "Hellenic Industrial Property Organisation",
    "HK": "Intellectual Property Department of Hong Kong",
    "HU": "Hungarian Intellectual Property Office",
    "IB": "International Bureau of the World Intellectual Property Organization",
    "ID": "Directorate General of Intellectual Property of Indonesia",
    "IE": "Intellectual Property Office of Ireland",
    "IL": "Israel Patent Office",
    "IN": "Indian Patent Office",
    "IT": "Italian Patent and Trademark Office",
    "JP": "Japan Patent Office",
    "KR": "Korean Intellectual Property Office",
    "LU": "Luxembourg Intellectual Property Office",
    "MX": "Mexican Institute of Industrial Property",
    "MY": "Intellectual Property Corporation of Malaysia",
    "NL": "Netherlands Patent Office",
    "NO": "Norwegian Industrial Property Office",
    "NZ": "Intellectual Property Office of New Zealand",
    "OA": "African Intellectual Property Organization",
    "PH": "Intellectual Property Office of the Philippines",
    "PL": "Patent Office of the Republic of Poland",
    "PT": "National Institute of Industrial Property of Portugal",
    "RO": "State Office for Inventions and Trademarks of Romania",
    "RU": "Federal Service for Intellectual Property of Russia",
    "SA": "Saudi Authority for Intellectual Property",
    "SE": "Swedish Intellectual Property Office",
    "SG": "Intellectual Property Office of Singapore",
    "SK": "Industrial Property Office of the Slovak Republic",
    "TH": "Department of Intellectual Property of Thailand",
    "TR": "Turkish Patent and Trademark Office",
    "TW": "Taiwan Intellectual Property Office",
    "UA": "Ukrainian National Office for Intellectual Property",
    "US": "United States Patent and Trademark Office",
    "VN": "Intellectual Property Office of Viet Nam",
    "WO": "World Intellectual Property Organization",
    "ZA": "Companies and Intellectual Property Commission of South Africa",
}


class PatentOffice(Value):
    """A patent office, written as its code (WIPO ST.3), its name or the letters by which it is known: `US`, `USPTO`."""

    __slots__ = ()
    form = "the two-letter code of a patent office (WIPO ST.3)"
    example = "US"
    datatypes = ()
    _letters: ClassVar[dict[str, str]] = {
        "USPTO": "US", "EPO": "EP", "EPA": "EP", "WIPO": "WO", "PCT": "WO", "DPMA": "DE", "JPO": "JP", "CNIPA": "CN", "SIPO": "CN",
        "KIPO": "KR", "UKIPO": "GB", "CIPO": "CA", "INPI": "FR", "EUIPO": "EM",
    }  # fmt: skip

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if re.fullmatch("[A-Z]{2}", text):
            return text
        named = (code for code, name in OFFICES.items() if name.casefold() == text.casefold())
        return cls._letters.get(text.replace(".", "").upper()) or next(named, None)

    @property
    def label(self) -> str:
        """The name of the office in English."""
        return OFFICES.get(self, f"Patent office {self}")
