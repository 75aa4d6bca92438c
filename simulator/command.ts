import { isParkFault, parkFaultKinds, type ParkFaultKind } from './park-device.ts';
import { allScenarios, scenarioNamed, scenarios, type Scenario } from './scenario.ts';

/** What is typed at a running park. */
export type Command =
  | { readonly do: 'scenario'; readonly name: string }
  | { readonly do: 'fault'; readonly kind: ParkFaultKind; readonly device: string; readonly point: string | null; readonly ms: number | null }
  | { readonly do: 'clear'; readonly device: string }
  | { readonly do: 'status' | 'help' | 'quit' | 'nothing' };

/** One line each, for `help`. */
export const commandHelp = (known: readonly Scenario[] = scenarios): readonly string[] => [
  `scenario NAME                     one of ${known.map((s) => s.name).join(', ')}`,
  `fault KIND DEVICE [POINT] [MS]    one of ${parkFaultKinds.join(', ')}; MS: delay of late, length of slow-answer, pause of reconnect-storm, how far wrong-clock is ahead`,
  'clear DEVICE                      ends all its faults',
  'status | help | quit',
];

function faultOf([kind = '', device, ...rest]: readonly string[]): Command | string {
  if (!isParkFault(kind)) return `no fault named ${kind}; there is ${parkFaultKinds.join(', ')}`;
  if (device === undefined) return 'a fault needs a device: fault KIND DEVICE [POINT] [MS]';
  const ms = rest.find((w) => /^-?\d{1,9}$/.test(w));
  return { do: 'fault', kind, device, point: rest.find((w) => w !== ms) ?? null, ms: ms === undefined ? null : Number(ms) };
}

function scenarioOf([name = '']: readonly string[]): Command | string {
  return scenarioNamed(name) === null ? `no scenario named ${name}; there is ${allScenarios.map((s) => s.name).join(', ')}` : { do: 'scenario', name };
}

/** Reads one line; a string is the sentence that says what is wrong with it. */
export function commandOf(line: string): Command | string {
  const [verb = '', ...words] = line.trim().split(/\s+/);
  switch (verb) {
    case '': return { do: 'nothing' };
    case 'scenario': return scenarioOf(words);
    case 'fault': return faultOf(words);
    case 'clear': return words[0] === undefined ? 'clear needs a device: clear DEVICE' : { do: 'clear', device: words[0] };
    case 'status': case 'help': case 'quit': return { do: verb };
    default: return `no command named ${verb.slice(0, 40)}; type help`;
  }
}
