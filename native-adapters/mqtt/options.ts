import { z } from 'zod';
import { mappingFields, optionsOf, pkiFile, secretName, type AdapterFault, type Misfit } from '#app/acquisition';
import type { Result } from '#kernel/result';
import { topicName } from './address.ts';

const file = pkiFile.nullable().default(null);

const Schema = z.strictObject({
  url: z.string().max(500).regex(/^mqtts?:\/\/(?:[^/\s:@[\]]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?\/?$/, 'mqtt://host:port or mqtts://host:port'),
  version: z.union([z.literal(4), z.literal(5)]).default(5),
  clientId: z.string().regex(/^[\w.:-]{1,64}$/, 'letters, digits, _.:-').nullable().default(null),
  username: z.string().min(1).max(200).nullable().default(null),
  password: secretName.nullable().default(null),
  ca: file, cert: file, key: file,
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(1),
  sessionS: z.int().min(0).max(4_294_967_295).default(86_400),
  keepaliveS: z.int().min(1).max(600).default(5),
  retryMs: z.int().min(10).max(600_000).default(1000),
  answerMs: z.int().min(10).max(60_000).default(3000),
  freshMs: z.int().min(0).max(86_400_000).default(10_000),
  maxPayload: z.int().min(16).max(16_777_216).default(1_048_576),
  ...mappingFields,
  commandSuffix: z.string().max(100).refine((s) => s.startsWith('/') && topicName(`t${s}`), '/levels').default('/set'),
  statusTopic: z.string().refine(topicName, 'topic').nullable().default(null),
});

/**
 * One broker. `version` 4 is MQTT 3.1.1. `clientId` null: one that this node keeps. `sessionS`: how long the broker (of MQTT 5) is to keep what we miss; `freshMs`: up to this age a retained value is good.
 * `ca`, `cert`, `key`: PEM files under the node's certificates; `ca` null: those of the system. `maxPayload` in bytes. `commandSuffix`: where a write goes, behind the point's own topic. `statusTopic`: our birth and will, retained.
 */
export type MqttOptions = z.infer<typeof Schema>;

/** What the schema cannot see: fields that do not go together. */
function misfit(o: MqttOptions): Misfit | null {
  if (o.password !== null && o.username === null) return ['username', 'a password without a name'];
  if ((o.cert === null) !== (o.key === null)) return [o.cert === null ? 'cert' : 'key', 'cert and key come together'];
  if (o.url.startsWith('mqtt:') && [o.ca, o.cert].some((f) => f !== null)) return ['url', 'certificates need mqtts://'];
  const { hostname, port } = placeOf(o.url);
  return hostname !== '' && port > 0 && port <= 65_535 ? null : ['url', 'port'];
}

/** Checks what a site wrote; `bad-options` names the first field that is wrong. */
export const mqttOptions = (raw: unknown): Result<MqttOptions, AdapterFault> => optionsOf('mqtt', Schema, raw, misfit);

/** Host and port of a url that the schema let through; 1883 and 8883 where none is written. */
export function placeOf(url: string): { readonly hostname: string; readonly port: number; readonly secure: boolean } {
  const secure = url.startsWith('mqtts:');
  const [, host = '', port] = /^mqtts?:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(url) ?? [];
  return { hostname: host.replace(/^\[|\]$/g, ''), port: port === undefined ? (secure ? 8883 : 1883) : Number(port), secure };
}
