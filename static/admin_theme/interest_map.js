/** The small map of a form of interest. */
import { drawMap } from "./review_map.js";

drawMap(document);
