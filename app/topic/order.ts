/** Words that stand in an order of their own, each list from the gravest or first: 危险等级、火灾危险性类别、风险四色、高中低. */
const orders: readonly (readonly string[])[] = [
  ['一', '二', '三', '四', '五', '六', '七', '八', '九'], ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ'], ['甲', '乙', '丙', '丁', '戊'], ['红', '橙', '黄', '蓝'], ['高', '中', '低'], ['重大', '较大', '一般', '低'], ['red', 'orange', 'yellow', 'blue'], ['high', 'medium', 'low'],
];
/** What follows such a word where it says a grade, and is no beginning of a name as in 高架 or 中央. */
const grade = String.raw`(?:级|类|色|期|度|风险|危险|等|\s|[（(A-Z]|\d|$)`;

const ranked = (word: string, order: readonly string[]): number => order.findIndex((w) => new RegExp(`^第?${w}${grade}`, 'i').test(word));
const numbered = (word: string): number | null => { const found = /^(?:(?:grade|level|class)\s*)?(\d+(?:\.\d+)?)/i.exec(word)?.[1]; return found === undefined ? null : Number(found); };

/** TOP-06: where each of some labels stands in an order that they have of themselves (grades, classes, colours of risk, numbers); null where they have none. What is not said stands last. */
export function ownOrder(labels: readonly string[]): ReadonlyMap<string, number> | null {
  const said = labels.filter((l) => l !== '');
  const ways: readonly ((word: string) => number | null)[] = [...orders.map((order) => (word: string) => { const at = ranked(word, order); return at < 0 ? null : at; }), numbered];
  for (const way of ways) {
    const ranks = said.map(way);
    if (said.length > 0 && ranks.every((r) => r !== null)) return new Map([...said.map((l, i) => [l, ranks[i] ?? 0] as const), ['', Infinity]]);
  }
  return null;
}
