import { expect, it } from 'vitest';
import { plainSecrets } from '../../../../app/park/reading/secrets.ts';

it('PRK-20 finds secrets in plain text at any depth, and leaves names of secrets and other words alone', () => {
  const options = {
    user: { name: 'watch', password: 'hunter2' }, users: [{ Passwd: 12_345 }, { pwd: 'secret:ok' }], brokerPassword: 'x', api_key: 'k', accessToken: 't', url: 'mqtt://a:b@host', other: 'secret:bad name',
    passwordless: true, tokens: 5, token: 'anonymous', keyFile: 'pki/own.pem', endpoint: 'opc.tcp://host:4840/a@b', monkey: 'x',
  };
  expect(plainSecrets(options).map((p) => p.join('.'))).toEqual(['user.password', 'users.0.Passwd', 'brokerPassword', 'api_key', 'accessToken', 'url', 'other']);
});
