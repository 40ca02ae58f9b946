"""What people do with offline packs."""

from typing import TYPE_CHECKING

from django.db import transaction

from hub.packs.models import OfflinePack
from hub.packs.tasks import make_pack
from hub.shared.audit import record
from hub.shared.bell import ring

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def make_now(pack: OfflinePack, *, by: "User") -> bool:
    """Have the next version made at once; false when it is being made already."""
    if not OfflinePack.objects.filter(pk=pack.pk).ask_again():
        return False
    record("offlinepack.make_now", pack, actor=by, language=pack.language)
    ring(make_pack, pack.pk)
    return True
