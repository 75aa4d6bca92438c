import { z } from 'zod';
import type { AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import { nodeAddress } from './address.ts';

export const securityModes = ['None', 'Sign', 'SignAndEncrypt'] as const;
export const securityPolicies = ['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'] as const;

const Schema = z.strictObject({
  endpoint: z.string().max(500).regex(/^opc\.tcp:\/\/[^/\s:]+(:\d{1,5})?(\/\S*)?$|^opc\.tcp:\/\/\[[0-9a-fA-F:]+\](:\d{1,5})?(\/\S*)?$/, 'opc.tcp://host:port/path'),
  securityMode: z.enum(securityModes),
  securityPolicy: z.enum(securityPolicies).optional(),
  user: z.strictObject({ name: z.string().min(1).max(200), password: z.string().regex(/^secret:[A-Za-z0-9._-]{1,100}$/, 'secret:<name>') }).nullable().default(null),
  publishingMs: z.int().min(10).max(60_000).default(500),
  samplingMs: z.int().min(0).max(60_000).default(0),
  queueSize: z.int().min(2).max(10_000).default(10),
  retryMs: z.int().min(10).max(600_000).default(1000),
  answerMs: z.int().min(10).max(60_000).default(3000),
  events: z.enum(['off', 'conditions', 'all']).default('off'),
  notifiers: z.array(z.string().max(4200).refine((a) => nodeAddress(a) !== null, 'ns=<index>;s=<name>')).min(1).max(20).default(['i=2253']),
});

/** One OPC UA server. `user` null: anonymous; a password is always `secret:<name>`. `samplingMs` 0: as fast as the server can, so that no pulse is missed. `queueSize`: how many samples of one point the server keeps between two publishings. `events`: whether its events are heard, all of them or only those of conditions; `notifiers`: the objects that tell them, by default the Server. */
export type OpcUaOptions = Omit<z.infer<typeof Schema>, 'securityPolicy'> & { readonly securityPolicy: (typeof securityPolicies)[number] };

/** Checks what a site wrote; `bad-options` names the first field that is wrong. The policy is Basic256Sha256 where a secured source names none. */
export function opcuaOptions(raw: unknown): Result<OpcUaOptions, AdapterFault> {
  const parsed = Schema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.');
    return fail('bad-options', { kind: 'opcua', field: field === '' ? 'options' : field, reason: issue?.message ?? '' });
  }
  const { securityMode, securityPolicy = securityMode === 'None' ? 'None' : 'Basic256Sha256', ...rest } = parsed.data;
  if ((securityMode === 'None') !== (securityPolicy === 'None')) return fail('bad-options', { kind: 'opcua', field: 'securityPolicy', reason: `not with securityMode ${securityMode}` });
  return ok({ ...rest, securityMode, securityPolicy });
}
