/** Prove the work for the form; without it a page sends as well. */
import { proofFor } from "./proof.js";

const { key, proof } = document.getElementById("tell-form").elements;
proof.value = await proofFor(key.value);
