"""For mypy: a member of Django's choices is no tuple, though it is written as one.

Django is taken as untyped, so mypy cannot know what `WAITING = "waiting", _("Waiting")`
becomes inside a class of choices.
"""

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import AnyType, TupleType, Type, TypeOfAny, get_proper_type


class ChoicesPlugin(Plugin):
    def get_class_attribute_hook(
        self, fullname: str
    ) -> Callable[[AttributeContext], Type] | None:
        return member if fullname.rpartition(".")[2].isupper() else None


def member(context: AttributeContext) -> Type:
    """Take NAME = value, label as untyped; leave any other attribute as it is."""
    if isinstance(get_proper_type(context.default_attr_type), TupleType):
        return AnyType(TypeOfAny.from_another_any, AnyType(TypeOfAny.explicit))
    return context.default_attr_type


def plugin(version: str) -> type[Plugin]:
    return ChoicesPlugin
