/** On the receipt: remember on this phone which photos have arrived. */
import { confirmSent } from "./sent_photos.js";

confirmSent();
