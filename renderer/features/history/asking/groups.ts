import type { TrendGroup } from '#app/history';
import { mostGroups } from '#app/history';

/** The groups with one more, or one of the same name replaced; the newest first. */
export const keptGroup = (groups: readonly TrendGroup[], group: TrendGroup): TrendGroup[] => [group, ...groups.filter((g) => g.name !== group.name)].slice(0, mostGroups);
export const droppedGroup = (groups: readonly TrendGroup[], name: string): TrendGroup[] => groups.filter((g) => g.name !== name);
