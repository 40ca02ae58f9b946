/** Sizes and lengths in the words of the page's language. */

const inLanguage = (value, style) =>
  new Intl.NumberFormat(document.documentElement.lang, style).format(value);

/** "850 kB", "8.1 MB". */
export function sizeText(bytes) {
  const [unit, size, digits] = bytes < 1e6 ? ["kilobyte", 1e3, 0] : ["megabyte", 1e6, 1];
  return inLanguage(bytes / size, { style: "unit", unit, maximumFractionDigits: digits });
}

/** "350 m", "4.2 km". The page has the units: browsers write Bulgarian ones in Latin. */
export function lengthText(metres) {
  const { metres: short, kilometres: long } = document.querySelector("[data-kilometres]").dataset;
  if (metres >= 995) return long.replace("%s", inLanguage(metres / 1000, { maximumFractionDigits: 1 }));
  return short.replace("%s", metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10);
}
