/** levels.json: park-platform-3.md 19.1 (L6791-6928) as rows; the first that fits decides. */
const policy = (level: string, zh: string, en: string, ackRequired: boolean, handleWithinS: number) =>
  ({ level, name: { zh, en }, ackRequired, confirmRequired: false, handleWithinS });
type Step = readonly [zh: string, en: string];
const row = (category: string, limit: string, level: string, ...steps: readonly Step[]) => ({ category, limit, level, ...(steps.length > 0 && { guidance: steps.map(([zh, en]) => ({ zh, en })) }) });
/** Of the demo park; a real park writes its own. The order of S0c-275 and S0c-276: look at history, call, verify, follow until it is normal. */
const look: Step = ['看最近一小时趋势和同装置其他测点，判断是瞬时超限还是持续上升', 'Look at the last hour and at the other points of the unit: a moment, or rising'];
const call: Step = ['电话联系企业中控室核实现场情况，记录接电话人', 'Call the control room of the enterprise, verify, and note who answered'];
const again: Step = ['10 分钟内未恢复正常的，再次联系，直到恢复', 'Not normal within ten minutes: call again, until it is'];
const gasOut: Step = ['要求现场人员上风向撤离、停止动火作业，佩戴防护后确认泄漏点', 'Have people leave upwind and hot work stopped; find the leak with protection on'];
const tank: Step = ['要求停止进料或转料，核对现场液位计、压力表', 'Have filling or transfer stopped; compare with the gauges on site'];
const fire: Step = ['确认火情；属实立即启动应急预案并通知消防', 'Verify the fire; if real, start the plan and call the fire brigade at once'];

export const levels = {
  version: 1,
  basis: '报警分级表（S0c 19.1，L6791-6928）：异常工况、视频烟火为 S；重大危险源与危险工艺高高报 S、高报 A；一般工艺与气体高高报 A、高报 B；低低报 B；低报 C；设备离线 C（L7765-7769）；S、A 级 3 分钟内、其余 10 分钟内开始处置（L6928）。'
    + '原表未列的组合由示例园区自定：火灾按钮 S；重大危险源高高液位开关 S；气体开关量 A；工艺开关量 B；公用工程、环境、质量高高报 B、高报 C、开关量 D（提醒类）；其余高高报 A、高报 B；变化率 C（重大危险源 B）、偏差、窗口内次数、状态持续、企业数据离线、时钟偏差、冻结、拒绝推送 C。',
  policies: [
    policy('U', '未定级', 'Unclassified', true, 180),
    policy('S', 'S级', 'Level S', true, 180),
    policy('A', 'A级', 'Level A', true, 180),
    policy('B', 'B级', 'Level B', true, 600),
    policy('C', 'C级', 'Level C', true, 600),
    policy('D', 'D级', 'Level D', false, 600),
  ],
  rows: [
    row('abnormal', 'digital', 'S'), row('video', 'digital', 'S'), row('fire', 'digital', 'S', fire, call), row('hazard', 'digital', 'S', tank, call, again),
    row('gas', 'digital', 'A'), row('process', 'digital', 'B'), row('utility', 'digital', 'D'), row('environment', 'digital', 'D'), row('quality', 'digital', 'D'),
    row('hazard', 'HH', 'S', tank, call, again), row('hazard', 'H', 'A', look, call, again),
    row('process', 'HH', 'A'), row('process', 'H', 'B'),
    row('gas', 'HH', 'A', gasOut, call, again), row('gas', 'H', 'B', look, call, again),
    row('utility', 'HH', 'B'), row('utility', 'H', 'C'), row('environment', 'HH', 'B'), row('environment', 'H', 'C'), row('quality', 'HH', 'B'), row('quality', 'H', 'C'),
    row('*', 'HH', 'A'), row('*', 'H', 'B'), row('*', 'LL', 'B'), row('*', 'L', 'C'),
    row('hazard', 'rate', 'B'), row('*', 'rate', 'C'), row('*', 'deviation', 'C'), row('*', 'count', 'C'), row('*', 'duration', 'C'), row('*', 'offline', 'C'),
    row('*', 'noValue', 'C'), row('*', 'stale', 'C'), row('*', 'source', 'C', ['在“数据来源”里看原因；联系企业系统运维恢复数据', 'See the reason under “Sources”; have the enterprise restore its data']), row('*', 'clock', 'C'), row('*', 'frozen', 'C'), row('*', 'refused', 'C'),
    row('*', 'stopped', 'B', ['看横幅里的原因；磁盘满则清理或扩容，恢复后自动续存', 'See the reason in the banner; make room on the disk, and it goes on by itself']),
    row('*', 'filling', 'C', ['请系统管理员扩容或缩短保留期；到 95 % 时最旧的原始数据会被删除', 'Have the administrator add room or shorten the retention; at 95 % the oldest raw samples are let go']),
  ],
};
