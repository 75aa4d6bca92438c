import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A small park without a mistake: file name to text, one entry a line so that line numbers can be counted. */
export const sample = (): Record<string, string> => ({
  'site.json': `{
  "formatVersion": 1,
  "id": "sample",
  "name": { "zh": "示例园区", "en": "Sample park" },
  "zone": "Asia/Shanghai",
  "frame": { "datum": "CGCS2000", "origin": { "lon": 119.0, "lat": 33.5, "height": 10 } },
  "owners": ["*"]
}
`,
  'assets/a-park.json': `[
  { "id": "park", "kind": "park", "name": { "zh": "园区", "en": "Park" } },
  { "id": "east", "kind": "area", "name": { "zh": "东罐区", "en": "East tank farm" }, "parent": "park" }
]
`,
  'assets/tanks.json': `[
  { "id": "T7", "kind": "tank", "name": { "zh": "7号罐", "en": "Tank 7" }, "parent": "east", "position": { "lon": 119.01, "lat": 33.51, "height": 12 },
    "contact": { "role": { "zh": "罐区班长", "en": "Foreman" }, "phone": "8001" },
    "facts": { "medium": "甲醇", "volume_m3": 1000 } },
  // a comment is allowed
  { "id": "T8", "kind": "tank", "name": { "zh": "8号罐" }, "parent": "east" }
]
`,
  'sources.json': `[
  { "id": "dcs", "name": { "zh": "集散控制系统", "en": "DCS" }, "kind": "opcua", "options": { "endpoint": "opc.tcp://127.0.0.1:4840", "user": { "name": "watch", "password": "secret:dcs" } } },
  { "id": "plc", "name": { "zh": "可编程控制器", "en": "PLC" }, "kind": "modbus", "owner": "*", "standby": null, "options": { "host": "127.0.0.1" } }
]
`,
  'points.csv': `point,name_zh,name_en,type,unit,source,address,low,high,hh,h,l,ll,alarm_when,deadband,on_delay_s,off_delay_s,category,supervision,asset,period_s
LT-7,7号罐液位,Tank 7 level,analog,m,dcs,ns=2;s=T7.Level,0,12,11,10,2,1,,0.1,2,5,hazard,director,T7,1
PT-7,7号罐压力,Tank 7 pressure,analog,kPa,dcs,ns=2;s=T7.Pressure,-5,50,45,40,,,,1,,,process,director,T7,0.5
GD-1,"可燃气体,1号","Gas detector ""1""",analog,%LEL,plc,hr:100,0,100,50,25,,,,1,,,gas,officer,east,1
XS-7,7号泵运行,Pump 7 runs,digital,,plc,co:7,,,,,,,1,,,,fire,officer,T8,
MD-7,模式,,text,,dcs,ns=2;s=Mode,,,,,,,,,,,process,special,T7,
`,
  'levels.json': `{
  "version": 1,
  "basis": "S0c 19.1",
  "policies": [
    { "level": "U", "name": { "zh": "未分级", "en": "Unclassified" }, "ackRequired": true, "confirmRequired": true, "handleWithinS": 180 },
    { "level": "S", "name": { "zh": "S级", "en": "S" }, "ackRequired": true, "confirmRequired": true, "handleWithinS": 180 },
    { "level": "A", "name": { "zh": "A级", "en": "A" }, "ackRequired": true, "confirmRequired": false, "handleWithinS": 180 },
    { "level": "B", "name": { "zh": "B级", "en": "B" }, "ackRequired": true, "confirmRequired": false, "handleWithinS": 600 },
    { "level": "C", "name": { "zh": "C级", "en": "C" }, "ackRequired": true, "confirmRequired": false, "handleWithinS": 600 },
    { "level": "D", "name": { "zh": "D级", "en": "D" }, "ackRequired": false, "confirmRequired": false, "handleWithinS": 600 }
  ],
  "rows": [
    { "category": "hazard", "limit": "HH", "level": "S" },
    { "category": "hazard", "limit": "H", "level": "A" },
    { "category": "*", "limit": "HH", "level": "A" },
    { "category": "*", "limit": "H", "level": "B" },
    { "category": "*", "limit": "LL", "level": "B" },
    { "category": "*", "limit": "L", "level": "C" },
    { "category": "*", "limit": "digital", "level": "S" },
    { "category": "*", "limit": "noValue", "level": "C" },
    { "category": "*", "limit": "stale", "level": "C" },
    { "category": "*", "limit": "source", "level": "B" }
  ]
}
`,
});

/** The sample with an enterprise, a second gauge and a rule of each kind, one entry a line. */
export function withRules(): Record<string, string> {
  const files = sample();
  const into = (file: string, from: string, to: string): void => { files[file] = (files[file] ?? '').replace(from, to); };
  into('assets/a-park.json', '"id": "east", "kind": "area"', '"id": "east", "kind": "enterprise"');
  into('points.csv', 'GD-1,', 'PT-8,8号罐压力,Tank 8 pressure,analog,kPa,plc,hr:8,0,50,,,,,,1,,,process,director,T8,0.5\nGD-1,');
  into('levels.json', '{ "category": "*", "limit": "source"', `${['rate', 'deviation', 'count', 'duration', 'offline'].map((k) => `{ "category": "*", "limit": "${k}", "level": "C" }`).join(',\n    ')},\n    { "category": "*", "limit": "source"`);
  files['rules/alarms.json'] = `[
  { "id": "LT-7-fast", "kind": "rate", "name": { "zh": "7号罐液位上升过快", "en": "Tank 7 rises fast" }, "point": "LT-7", "direction": "rising", "limit": 0.5, "per": "min", "window_s": 60, "deadband": 0.1, "on_delay_s": 2, "level": "A" },
  { "id": "PT-apart", "kind": "deviation", "name": { "zh": "两罐压差" }, "point": "PT-7", "other": "PT-8", "limit": 10, "in": "percent" },
  { "id": "PT-set", "kind": "deviation", "name": { "zh": "压力偏离设定" }, "point": "PT-7", "setpoint": 20, "limit": 5, "deadband": 1, "off_delay_s": 3 },
  { "id": "XS-often", "kind": "count", "name": { "zh": "泵频繁启动" }, "point": "XS-7", "state": 1, "times": 6, "window_s": 3600 },
  { "id": "GD-long", "kind": "duration", "name": { "zh": "气体长时间偏高" }, "point": "GD-1", "above": 10, "longer_than_s": 300, "deadband": 1 },
  { "id": "east-silent", "kind": "offline", "name": { "zh": "东罐区数据离线", "en": "East is silent" }, "enterprise": "east", "longer_than_s": 1800 }
]
`;
  return files;
}

/** A new folder that goes when the test is over. */
export async function scratch(): Promise<{ readonly dir: string } & AsyncDisposable> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'watchroom-site-'));
  return { dir, [Symbol.asyncDispose]: () => fs.rm(dir, { recursive: true, force: true }) };
}
/** Writes files below a folder. */
export async function put(dir: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(dir, name)), { recursive: true });
    await fs.writeFile(path.join(dir, name), text);
  }
}
