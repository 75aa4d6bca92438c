import type { Policy, SeatView } from '#app/access';
import { engineContract, type EngineContract } from '#app/contract';
import { connect } from '#kernel/client';
import type { Link } from '#kit/link';
import { serve, type Served } from '#kernel/serve';
import { seatStore } from '../../../../../renderer/features/access/seat/seat-store.ts';
import { handClock } from '../../../../clock.ts';
import { channel } from '../../../../wire.ts';
import { accessDouble, type Somebody } from '../../../access-double.ts';
import { handlers } from '../../../handlers.ts';

export const officers: readonly Somebody[] = [
  { login: 'wang', name: '王芳', roles: ['duty-leader'] }, { login: 'li', name: '李建国', roles: ['duty-officer'] },
  { login: 'zhao', name: '赵敏', roles: ['security-administrator'], secret: 'JBSWY3DPEHPK3PXP' }, { login: 'zhou', name: '周晓', roles: ['duty-officer'], given: true }, { login: 'sun', name: '孙磊', roles: ['system-administrator'] },
];
/** A desk of several windows over real ports, with the engine's own answers behind them and a clock in the hand. */
export async function desk(people: readonly Somebody[] = officers, policy?: Policy) {
  const hand = handClock();
  const ports = new Set<Served<EngineContract>>();
  const closing: (() => void)[] = [];
  const touched: number[] = [];
  const access = await accessDouble({ clock: hand.clock, realm: 'live', workstation: 'desk-1', people, ...(policy !== undefined && { policy }), told: (view: SeatView) => { for (const p of ports) p.say('seat.changed', view); } });
  const answers = handlers({ ...access.answers, 'seat.touch': async (input, who) => { touched.push(hand.clock.now()); return access.answers['seat.touch'](input, who); } });
  function window() {
    const { engine, window: theirs, close } = channel();
    const served = serve(engineContract, answers, { wire: engine, clock: hand.clock, session: access.session, crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: true });
    const client = connect(engineContract, theirs, (run) => run());
    ports.add(served);
    closing.push(() => { client.close(); served.stop(); close(); });
    return { ...seatStore(client, hand.clock.now), /** Values of this window's stream go missing. */ miss: () => engine.post({ t: 'stream', name: 'seat.changed', n: 1_000_000, values: [] }) };
  }
  /** A window that outlives its engine: it goes on at the next port, of this desk's engine or another's. */
  function lasting(to: Link<EngineContract>): () => void {
    const { engine, window: theirs, close } = channel();
    const served = serve(engineContract, answers, { wire: engine, clock: hand.clock, session: access.session, crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: true });
    const ears = new Set<() => void>();
    ports.add(served);
    closing.push(() => { served.stop(); close(); });
    to.open({ ...theirs, closed: (run) => { ears.add(run); return () => void ears.delete(run); }, end: () => undefined });
    return () => { ports.delete(served); served.stop(); for (const run of ears) run(); };
  }
  return { ...hand, access, window, lasting, touched, end: (): void => { void access.stop(); for (const run of closing) run(); } };
}
