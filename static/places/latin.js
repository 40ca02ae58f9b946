/**
 * Bulgarian names in Latin letters, as on road signs: the Transliteration Act (State Gazette
 * 19/2009). The server's own is hub/shared/text/bulgarian.py; a test holds one to the other.
 */
const LETTERS = "абвгдежзийклмнопрстуфхцчшщъьюя";
const PLAIN = "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya".split(" ");
const TABLE = new Map([...LETTERS].map((letter, index) => [letter, PLAIN[index]]));
const WORD = /[\u0400-\u04ff]+/g;

/** The name as a reader of Latin letters reads it; other languages' Cyrillic stays. */
export function latin(name) {
  return name.replace(WORD, (word) => (/^[а-ъьюя]+$/i.test(word) ? plain(word) : word));
}

function plain(word) {
  if (word.toLowerCase() === "българия") return cased("bulgaria", word);
  const bare = word.toLowerCase().replace(/ия$/, "иа");
  return cased([...bare].map((letter) => TABLE.get(letter)).join(""), word);
}

function cased(text, word) {
  if (word.length > 1 && word === word.toUpperCase()) return text.toUpperCase();
  return word[0] === word[0].toUpperCase() ? text[0].toUpperCase() + text.slice(1) : text;
}
