"""Which class (客体类别) goods belong to, by the words in their name: a proposal that a person may correct."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class GoodsClass(StrEnum):
    """What was bought (客体类别), as the consumer associations count complaints: goods first, then services."""

    APPLIANCES = "appliances"
    CLOTHING = "clothing"
    FOOD = "food"
    TOBACCO_DRINKS = "tobacco_drinks"
    DAILY = "daily"
    BUILDING = "building"
    JEWELLERY_SPORTS = "jewellery_sports"
    VEHICLES = "vehicles"
    MEDICAL = "medical"
    COSMETICS = "cosmetics"
    CHILDREN = "children"
    FARMING = "farming"
    OTHER_GOODS = "other_goods"
    INTERNET = "internet"
    SALES = "sales"
    CULTURE = "culture"
    EDUCATION = "education"
    LIVING = "living"
    TRAVEL = "travel"
    POST = "post"
    TELECOM = "telecom"
    FINANCE = "finance"
    INSURANCE = "insurance"
    HEALTH = "health"
    HOUSING = "housing"
    OTHER_SERVICES = "other_services"


Words = Mapping[GoodsClass, Sequence[str]]
"""By which words in a name each class is proposed."""


def proposed(name: str | None, words: Words) -> GoodsClass:
    """The class whose word in the name is the longest; of equal ones the one that ends last."""
    best, found = (0, 0), GoodsClass.OTHER_GOODS
    for goods, known in words.items():
        for word in known:
            end = (name or "").rfind(word)
            rank = (len(word), end + len(word))
            if end >= 0 and rank > best:
                best, found = rank, goods
    return found
