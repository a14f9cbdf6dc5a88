"""Case codes: a bird and three figures, easy to say on the telephone and telling nothing."""

from __future__ import annotations

import secrets

from casereview.cases.models import Case

BIRDS = [
    "AVOCET",
    "BITTERN",
    "BRAMBLING",
    "BUNTING",
    "BUZZARD",
    "CHIFFCHAFF",
    "CURLEW",
    "DABCHICK",
    "DIPPER",
    "DOTTEREL",
    "DUNLIN",
    "DUNNOCK",
    "EIDER",
    "FIELDFARE",
    "FIRECREST",
    "FULMAR",
    "GADWALL",
    "GANNET",
    "GARGANEY",
    "GODWIT",
    "GOLDCREST",
    "GOOSANDER",
    "GOSHAWK",
    "GREBE",
    "GREENFINCH",
    "GUILLEMOT",
    "HARRIER",
    "HERON",
    "HOBBY",
    "HOOPOE",
    "JACKDAW",
    "KESTREL",
    "KITTIWAKE",
    "KNOT",
    "LAPWING",
    "LINNET",
    "MALLARD",
    "MARTIN",
    "MERLIN",
    "NIGHTJAR",
    "NUTHATCH",
    "ORIOLE",
    "OSPREY",
    "OUZEL",
    "PETREL",
    "PINTAIL",
    "PIPIT",
    "PLOVER",
    "POCHARD",
    "PUFFIN",
    "RAZORBILL",
    "REDSTART",
    "REDWING",
    "SANDERLING",
    "SCAUP",
    "SERIN",
    "SHELDUCK",
    "SHOVELER",
    "SISKIN",
    "SMEW",
    "SNIPE",
    "STONECHAT",
    "SWIFT",
    "TEAL",
    "TERN",
    "TREECREEPER",
    "TURNSTONE",
    "TWITE",
    "WAXWING",
    "WHEATEAR",
    "WHIMBREL",
    "WHINCHAT",
    "WIGEON",
    "WREN",
]


def new_code() -> str:
    """A code that no case has: not counted up, so that one code tells nothing of another."""
    while True:
        code = f"{secrets.choice(BIRDS)}-{secrets.randbelow(9000) + 1000}"
        if not Case.rows.filter(code=code).exists():
            return code
