"""What a Vietnamese syllable looks like: onset, rime and tone, as the spelling allows them."""

import unicodedata
from functools import lru_cache

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RIMES = (
    "a ai ao au ay am an ang anh ac ach ak ap at ăm ăn ăng ăc ăk ăp ăt âm ân âng âc âk âp ât âu ây "
    "e eo em en eng enh ec ek ep et ê êu êm ên êng ênh êch êc êp êt "
    "i ia iu im in inh ich ip it iêm iên iêng iêc iêp iêt iêu y ya yêm yên yêng yêt yêu ym yn ynh ych yp yt yu "
    "o oa oai oam oan oang oanh oac oach oao oap oat oay oăm oăn oăng oăc oăt oe oem oen oeo oet oi om on ong oong oc ooc op ot ok "
    "ô ôi ôm ôn ông ôông ôc ôp ôt ôk ơ ơi ơm ơn ơng ơp ơt "
    "u ua ui um un ung uc up ut uk uân uâng uât uây uê uêch uênh uơ uôi uôm uôn uông uôc uôt uy uya uych uyn uynh uyt uyu uyp uyên uyêt "
    "ư ưa ưi ưu ưm ưn ưng ưc ưt ươi ươu ươm ươn ương ươc ươp ươt"
)
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
STOPPED = ("c", "ch", "k", "p", "t")  # rimes that end so bear only the acute and the dotted tone
SHARP = frozenset("\u0301\u0323")
KNOWN_ONSETS, KNOWN_RIMES = frozenset(["", *ONSETS.split()]), frozenset(RIMES.split())


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether the spelling allows this syllable, its tone mark on whichever vowel."""
    letters: list[str] = []
    tones = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            tones += char
        else:
            letters.append(char)
    bare = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1 or len(bare) > 7:
        return False
    if not any(bare[:at] in KNOWN_ONSETS and bare[at:] in KNOWN_RIMES for at in range(4)):
        return False
    return not tones or tones in SHARP or not bare.endswith(STOPPED)
