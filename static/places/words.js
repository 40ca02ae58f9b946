/** What markers are called: counts at once, names of single places when they are in sight. */

const AT_ONCE = 50;
const KILOMETRE = 1000;

/** Ids in so many questions that the server answers each. */
export function inBatches(ids) {
  const batches = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) batches.push(ids.slice(from, from + AT_ONCE));
  return batches;
}

export class Words {
  /** `data`: {names, kinds: {pk: {name, mark}}, stars, mostly, spot, several: {few, other},
   * metres, kilometres}. */
  constructor(data) {
    this.data = data;
    const { lang } = document.documentElement;
    this.plural = new Intl.PluralRules(lang);
    this.whole = new Intl.NumberFormat(lang);
    this.short = new Intl.NumberFormat(lang, { notation: "compact" });
    this.known = new Map();
    this.asked = new Set();
  }

  number(count) {
    return count < 1e6 ? this.whole.format(count) : this.short.format(count);
  }

  markOf({ mark, mix }) {
    return mark ?? this.data.kinds[mix[0][0]]?.mark ?? "viewpoint";
  }

  kindOf({ kind, mix }) {
    return kind ?? this.data.kinds[mix[0][0]]?.name ?? "";
  }

  /** "37 places, mostly: Religious; zoom in"; where no zoom helps, what a press does. */
  star({ count, mostly }, isSpot) {
    const kind = this.data.kinds[mostly]?.name;
    const several = kind ? this.data.mostly : this.data.stars;
    return this.counted(isSpot ? this.data.spot : several, count).replace("{kind}", kind);
  }

  /** "12 places on one spot". */
  several(count) {
    return this.counted(this.data.several, count);
  }

  /** "350 m", "1.2 km", "18 km". */
  distance(metres) {
    const isFar = metres >= KILOMETRE;
    const number = isFar ? metres / KILOMETRE : Math.round(metres / 10) * 10;
    const { lang } = document.documentElement;
    const digits = new Intl.NumberFormat(lang, { maximumFractionDigits: number < 10 ? 1 : 0 });
    return this.data[isFar ? "kilometres" : "metres"].replace("{n}", digits.format(number));
  }

  counted(forms, count) {
    const form = forms[this.plural.select(count)] ?? forms.other;
    return form.replace("{count}", this.whole.format(count));
  }

  /** What was learnt of a place: {id, name, where, …}. */
  learn(places) {
    for (const place of places) this.known.set(place.id, place);
  }

  /** Name the markers of single places; ask the server for those that nobody has named. */
  async name(markers) {
    const ids = markers.map(({ cluster }) => cluster.single.id).filter((id) => !this.known.has(id) && !this.asked.has(id));
    markers.forEach((marker) => this.label(marker));
    await Promise.all(inBatches(ids).map((batch) => this.ask(batch)));
    markers.forEach((marker) => this.label(marker));
  }

  async ask(ids) {
    ids.forEach((id) => this.asked.add(id));
    const answer = await fetch(`${this.data.names}?ids=${ids.sort((a, b) => a - b)}`).catch(() => null);
    if (answer?.ok) this.learn((await answer.json()).places);
    ids.forEach((id) => this.asked.delete(id));
  }

  label({ cluster, layer }) {
    const place = this.known.get(cluster.single.id);
    if (!place) return;
    const words = place.where ? `${place.name}, ${place.where}` : place.name;
    const element = layer.getElement();
    element?.setAttribute("aria-label", words);
    element?.setAttribute("title", words);
    if (place.lang) element?.setAttribute("lang", place.lang);
  }
}
