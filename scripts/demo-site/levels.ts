/** levels.json: park-platform-3.md 19.1 (L6791-6928) as rows; the first that fits decides. */
const policy = (level: string, zh: string, en: string, ackRequired: boolean, handleWithinS: number) =>
  ({ level, name: { zh, en }, ackRequired, confirmRequired: false, handleWithinS });
const row = (category: string, limit: string, level: string) => ({ category, limit, level });

export const levels = {
  version: 1,
  basis: '报警分级表（S0c 19.1，L6791-6928）：异常工况、视频烟火为 S；重大危险源与危险工艺高高报 S、高报 A；一般工艺与气体高高报 A、高报 B；低低报 B；低报 C；设备离线 C（L7765-7769）；S、A 级 3 分钟内、其余 10 分钟内开始处置（L6928）。'
    + '原表未列的组合由示例园区自定：火灾按钮 S；重大危险源高高液位开关 S；气体开关量 A；工艺开关量 B；公用工程、环境、质量高高报 B、高报 C、开关量 D（提醒类）。',
  policies: [
    policy('U', '未定级', 'Unclassified', true, 180),
    policy('S', 'S级', 'Level S', true, 180),
    policy('A', 'A级', 'Level A', true, 180),
    policy('B', 'B级', 'Level B', true, 600),
    policy('C', 'C级', 'Level C', true, 600),
    policy('D', 'D级', 'Level D', false, 600),
  ],
  rows: [
    row('abnormal', 'digital', 'S'), row('video', 'digital', 'S'), row('fire', 'digital', 'S'), row('hazard', 'digital', 'S'),
    row('gas', 'digital', 'A'), row('process', 'digital', 'B'), row('utility', 'digital', 'D'), row('environment', 'digital', 'D'), row('quality', 'digital', 'D'),
    row('hazard', 'HH', 'S'), row('hazard', 'H', 'A'),
    row('process', 'HH', 'A'), row('process', 'H', 'B'),
    row('gas', 'HH', 'A'), row('gas', 'H', 'B'),
    row('utility', 'HH', 'B'), row('utility', 'H', 'C'), row('environment', 'HH', 'B'), row('environment', 'H', 'C'), row('quality', 'HH', 'B'), row('quality', 'H', 'C'),
    row('*', 'LL', 'B'), row('*', 'L', 'C'),
    row('*', 'noValue', 'C'), row('*', 'stale', 'C'), row('*', 'source', 'C'),
  ],
};
