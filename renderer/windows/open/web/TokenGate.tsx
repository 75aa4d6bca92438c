import { useState, type FormEvent } from 'react';
import { shippedWords } from '#kit/words';
import { tryToken } from './token.ts';
import './token-gate.css';

const words = shippedWords(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');

/** Asks for the token of the engine's web door; nothing of the park is shown before it was taken. */
export function TokenGate({ taken }: { readonly taken: () => void }) {
  const [token, setToken] = useState('');
  const [said, setSaid] = useState<'asking' | 'wrong' | 'away' | null>(null);
  async function ask(e: FormEvent): Promise<void> {
    e.preventDefault();
    setSaid('asking');
    const answer = await tryToken(window, token.trim());
    if (answer === 'taken') taken(); else setSaid(answer);
  }
  return (
    <main className="token-gate">
      <form onSubmit={(e) => void ask(e)}>
        <h1>{words.t('web:title')}</h1>
        <label htmlFor="token">{words.t('web:token')}</label>
        <input id="token" type="password" autoComplete="off" autoFocus value={token} onChange={(e) => setToken(e.target.value)} aria-describedby="token-help token-said" />
        <p id="token-help">{words.t('web:token-help')}</p>
        <p id="token-said" role="status">{said === 'wrong' ? words.t('web:token-wrong') : said === 'away' ? words.t('web:away') : ''}</p>
        <button type="submit" disabled={token.trim() === '' || said === 'asking'}>{words.t('web:enter')}</button>
      </form>
    </main>
  );
}
