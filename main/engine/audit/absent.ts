import type { auditContract } from '#app/audit';
import type { Handlers } from '#kernel/contract';
import { fail } from '#kernel/result';
import type { Auditor } from './auditor.ts';

/** An engine whose journal lies in no data folder has nothing to audit, and says so. */
export function noAudit(): Auditor {
  const absent = async (): Promise<ReturnType<typeof fail<'no-audit'>>> => fail('no-audit');
  const answers: Handlers<typeof auditContract> = { 'audit.search': absent, 'audit.event': absent, 'audit.state': absent, 'audit.verify': absent, 'audit.cancel': absent, 'audit.export': absent };
  return { answers, trust: () => 'unknown', committed() {}, async begin() {}, stop() {} };
}
