/** Sizes and lengths in the words of the page's language. */

function withUnit(value, unit, digits) {
  const style = { style: "unit", unit, maximumFractionDigits: digits };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(value);
}

/** "850 kB", "8.1 MB". */
export function sizeText(bytes) {
  return bytes < 1e6 ? withUnit(bytes / 1e3, "kilobyte", 0) : withUnit(bytes / 1e6, "megabyte", 1);
}

/** "350 m", "4.2 km". */
export function lengthText(metres) {
  if (metres >= 995) return withUnit(metres / 1000, "kilometer", 1);
  return withUnit(metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10, "meter", 0);
}
