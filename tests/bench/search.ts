import { searchIndex, type Entry } from '#app/search';
import { pinyinReadings } from '../../renderer/features/search/readings.ts';
import { percentile, row, type Asked, type Row } from './report.ts';

const places = ['一号罐区', '二号硝化装置', '三号氯碱装置', '重油加氢装置', '污水处理厂', '公共管廊东段', '危化品停车场', '长江路卡口', '循环水站', '行政中心'];
const things = ['甲醇储罐', '可燃气体探测器', '有毒气体探测器', '氯气缓冲罐', '反应釜', '冷却水泵', '重整压缩机', '调节阀', '液氨球罐', '硫酸计量槽'];
const values = ['液位', '温度', '压力', '流量', '浓度', '振动', '电流', '开度'];
const entryOf = (i: number): Entry => {
  const [place, thing, value] = [places[i % places.length] ?? '', things[(i * 7) % things.length] ?? '', values[(i * 3) % values.length] ?? ''];
  return { key: `P-${i}`, names: [`${place}${i % 997}号${thing}${value}`, `Plant ${i % 31} instrument ${i % 997}`], code: `${'LTPFGA'[i % 6] ?? 'X'}I-${100_000 + i}`, weight: 0 };
};
/** What an officer types, letter by letter: initials, spelt out, Chinese, a code, a polyphone, two words, nothing that is there. */
const typed = ['yhgqjccg', 'kerangqiti', '甲醇储罐液位', 'li100', 'gi-1042', 'zhongyou', 'chongyou', 'jccg 1042', 'changjianglu', '反应釜 温度', 'zzzz', 'a', 'y'];

/** SCH: how long one keystroke of the palette takes, and how long the index, in a park of 2,000 and of 100,000 things. The names are of few words, so that many fit: the worst for a search. */
export async function run(_seconds: number | null, _asked: Asked): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const readings = await pinyinReadings();
  for (const size of [2000, 20_000, 100_000]) {
    const entries = Array.from({ length: size }, (_, i) => entryOf(i));
    const index = searchIndex<Entry>(readings);
    const pieces: number[] = [];
    for (let from = 0; from < size; from += 400) {
      const start = performance.now();
      index.add(entries.slice(from, from + 400));
      pieces.push(performance.now() - start);
    }
    const keys: number[] = [];
    for (let turn = 0; turn < 3; turn++) for (const word of typed) for (let n = 1; n <= word.length; n++) {
      const start = performance.now();
      index.find(word.slice(0, n), 40);
      keys.push(performance.now() - start);
    }
    rows.push(
      row('search', `keystroke p95 among ${size}`, percentile(keys, 95), 'ms', '<= 50'), row('search', `keystroke longest among ${size}`, Math.max(...keys), 'ms'),
      row('search', `index of ${size}`, pieces.reduce((a, b) => a + b, 0), 'ms'), row('search', `longest piece of 400 among ${size}`, Math.max(...pieces), 'ms'),
    );
  }
  return rows;
}
