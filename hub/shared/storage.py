"""Static files under names that hold their hash, so that they may be kept for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also writes the hashed names into `import … from "./other.js"` of our modules."""

    support_js_module_import_aggregation = True
