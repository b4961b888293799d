"""Language tags by the names of languages (ISO 639-1, else ISO 639-3): English, German, French, Italian, Spanish and others."""

from __future__ import annotations

#: tag -> names in lower case, the English one first
_NAMES = {
    "ar": "arabic arabisch arabe arabo árabe", "bg": "bulgarian bulgarisch bulgare", "bn": "bengali bengalisch",
    "ca": "catalan català katalanisch", "cs": "czech čeština tschechisch tchèque ceco", "da": "danish dansk dänisch danois danese",
    "de": "german deutsch allemand tedesco alemán", "el": "greek griechisch ελληνικά grec greco griego",
    "en": "english englisch anglais inglese inglés", "es": "spanish español spanisch espagnol spagnolo", "et": "estonian estnisch",
    "fa": "persian farsi persisch persan", "fi": "finnish suomi finnisch finnois", "fr": "french français französisch francese francés",
    "ga": "irish irisch", "he": "hebrew hebräisch hébreu", "hi": "hindi", "hr": "croatian kroatisch croate",
    "hu": "hungarian magyar ungarisch hongrois", "id": "indonesian indonesisch", "is": "icelandic isländisch islandais",
    "it": "italian italiano italienisch italien", "ja": "japanese 日本語 japanisch japonais giapponese japonés",
    "ko": "korean 한국어 koreanisch coréen", "la": "latin latein latino latín", "lt": "lithuanian litauisch", "lv": "latvian lettisch",
    "nl": "dutch nederlands niederländisch néerlandais olandese", "no": "norwegian norsk norwegisch norvégien",
    "pl": "polish polski polnisch polonais polacco", "pt": "portuguese português portugiesisch portugais portoghese portugués",
    "ro": "romanian română rumänisch roumain", "ru": "russian русский russisch russe russo ruso", "sa": "sanskrit",
    "sk": "slovak slowakisch", "sl": "slovenian slowenisch", "sr": "serbian serbisch serbe", "sv": "swedish svenska schwedisch suédois",
    "sw": "swahili", "ta": "tamil", "te": "telugu", "th": "thai", "tr": "turkish türkçe türkisch turc",
    "uk": "ukrainian ukrainisch ukrainien", "ur": "urdu", "vi": "vietnamese vietnamesisch vietnamien",
    "yi": "yiddish jiddisch", "zh": "chinese mandarin 中文 chinesisch chinois cinese chino",
    "akk": "akkadian akkadisch", "arc": "aramaic aramäisch", "cop": "coptic koptisch copte", "syc": "syriac syrisch",
    "yue": "cantonese kantonesisch cantonais",
}  # fmt: skip
#: tag -> names in lower case in further languages: Japanese, Chinese, Korean, Russian, Portuguese, Catalan, Dutch, Swedish, Polish ...
_FURTHER_NAMES = {
    "ar": "アラビア語 阿拉伯语 阿拉伯語 арабский 아랍어", "ca": "catalán catalão", "cs": "チェコ語 чешский checo",
    "da": "デンマーク語 deens duński",
    "de": "ドイツ語 独語 德语 德語 德文 немецкий 독일어 alemão duits tyska tysk niemiecki almanca német alemany",
    "el": "ギリシア語 ギリシャ語 希腊语",
    "en": "英語 英语 英文 английский 영어 inglês engels engelska engelsk angielski englanti ingilizce angol anglès",
    "es": "スペイン語 西班牙语 西班牙語 испанский 스페인어 espanhol spaans spanska spansk hiszpański castellano espanyol castellà",
    "fi": "フィンランド語 finska finlandés",
    "fr": "フランス語 仏語 法语 法語 法文 французский 프랑스어 francês frans franska fransk francuski ranska fransızca francès",
    "he": "ヘブライ語 希伯来语 иврит hebreo hebraico", "hi": "ヒンディー語 印地语", "hu": "ハンガリー語 húngaro",
    "id": "インドネシア語 indonesio",
    "it": "イタリア語 意大利语 義大利語 итальянский 이탈리아어 italiaans italienska italiensk włoski italià",
    "ja": "日语 日語 日文 японский 일본어 japonês japans japanska", "ko": "韓国語 朝鮮語 韩语 韓語 корейский coreano koreaans",
    "la": "ラテン語 拉丁语 латинский latijn łacina llatí",
    "nl": "オランダ語 荷兰语 нидерландский neerlandés holandés holandês neerlandese", "no": "ノルウェー語 noruego",
    "pl": "ポーランド語 波兰语 польский polaco polonês", "pt": "ポルトガル語 葡萄牙语 葡萄牙語 португальский portugees portugisiska",
    "ru": "ロシア語 俄语 俄語 俄文 러시아어 ryska rosyjski", "sa": "サンスクリット語 梵语 sánscrito",
    "sv": "スウェーデン語 瑞典语 шведский sueco zweeds", "th": "タイ語 泰语", "tr": "トルコ語 土耳其语 турецкий turco",
    "uk": "ウクライナ語 乌克兰语 украинский українська ucraniano", "vi": "ベトナム語 越南语 vietnamita",
    "zh": "中国語 汉语 漢語 普通话 китайский 중국어 chinês chinees kinesiska", "eu": "basque baskisch euskera",
    "gl": "galician galicisch gallego galego",
}  # fmt: skip
#: names of several words
_OF_SEVERAL_WORDS = {
    "ancient greek": "grc", "grec ancien": "grc", "altgriechisch": "grc", "greco antico": "grc", "old english": "ang",
    "middle english": "enm", "old french": "fro", "old norse": "non", "old church slavonic": "cu", "biblical hebrew": "hbo",
    "middle high german": "gmh", "mittelhochdeutsch": "gmh", "swiss german": "gsw", "schweizerdeutsch": "gsw",
    "modern greek": "el", "neugriechisch": "el", "modern hebrew": "he", "american sign language": "ase",
}  # fmt: skip
_TAGS = {
    **{name: tag for table in (_NAMES, _FURTHER_NAMES) for tag, names in table.items() for name in names.split()},
    **_OF_SEVERAL_WORDS,
}


def english_name(tag: str) -> str:
    """The English name of the language of a tag, "" for one that the table lacks: `German` for `de-AT`."""
    return _NAMES.get(tag.partition("-")[0].lower(), "").partition(" ")[0].capitalize()


def tag_of_name(name: str) -> str:
    """The tag of a language by its whole name, "" for other text: the name of a variety names another language or none."""
    return _TAGS.get(" ".join(name.lower().split()), "")
