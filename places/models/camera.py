from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField


class CameraRecord(models.Model):
    """What the camera wrote into the file. Private, offered to the sender, purged."""

    photo = models.OneToOneField(
        "places.Photo", models.CASCADE, related_name="camera_record", primary_key=True
    )
    file_name = CharField(_("file name"), max_length=200, blank=True)
    taken = models.DateTimeField(_("taken"), null=True)
    point = models.PointField(_("position"), null=True)
    camera = CharField(_("camera"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("camera record")
        verbose_name_plural = _("camera records")

    def __str__(self):
        return self.file_name or str(self.photo_id)
