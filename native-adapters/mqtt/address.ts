import { steps, type Step } from '#app/acquisition';

/** What a point listens to. `json`: a place in the payload of a topic. `plain`: the payload itself. `sparkplug`: a metric of a node, or of a device behind it. */
export type Meant =
  | { readonly kind: 'json'; readonly topic: string; readonly path: readonly Step[] }
  | { readonly kind: 'plain'; readonly topic: string }
  | { readonly kind: 'sparkplug'; readonly group: string; readonly node: string; readonly device: string | null; readonly metric: string };

/** True for a topic that can be published to and subscribed by its name alone: no wildcard, no control character, none of the broker's own (`$`, but `$SYS`), at most 500 bytes. No `?` either, which no device has and every typing error from a URL does. */
export function topicName(topic: string): boolean {
  if (topic === '' || Buffer.byteLength(topic) > 500 || !topic.isWellFormed()) return false;
  return !/[+#?\p{Cc}]/u.test(topic) && (!topic.startsWith('$') || topic.startsWith('$SYS/')) && !topic.startsWith('sp:');
}

const SPARKPLUG = /^sp:([^/+#:\p{Cc}]{1,100})\/([^/+#:\p{Cc}]{1,100})(?:\/([^/+#:\p{Cc}]{1,100}))?:([^\p{Cc}]{1,300})$/u;

function metricBy(address: string): Meant | null {
  const [, group, node, device, metric] = SPARKPLUG.exec(address) ?? [];
  return group === undefined || node === undefined || metric === undefined ? null : { kind: 'sparkplug', group, node, device: device ?? null, metric };
}

/** Reads `topic#$.path.to[0].value`, `topic`, or `sp:group/node[/device]:Metric Name`; null when it cannot be meant. */
export function meantBy(address: string): Meant | null {
  if (address.length > 1000 || !address.isWellFormed()) return null;
  if (address.startsWith('sp:')) return metricBy(address);
  const cut = address.indexOf('#');
  const topic = cut < 0 ? address : address.slice(0, cut);
  if (!topicName(topic)) return null;
  if (cut < 0) return { kind: 'plain', topic };
  const path = address[cut + 1] === '$' ? steps(address.slice(cut + 2)) : null;
  return path === null ? null : { kind: 'json', topic, path };
}
