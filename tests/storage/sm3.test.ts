import { expect, it } from 'vitest';
import { sm2Check, sm2Signer, sm3 } from '#storage';

it('SM3 says what GB/T 32905-2016 appendix A says', () => {
  expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
});

it('a string stands for its UTF-8 bytes', () => {
  for (const text of ['', '储罐 T-7', '\ud83d\ude00', 'x'.repeat(1000)]) expect(sm3(text)).toBe(sm3(Buffer.from(text, 'utf8')));
});

it('SM2 holds for its own text and key only', () => {
  const [ours, theirs] = [sm2Signer('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'), sm2Signer('1'.padStart(64, '0'))];
  // the key pair of GB/T 32918.5-2017 appendix A
  expect(ours.publicKey).toBe('0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13');
  const signature = ours.sign('message digest');
  expect(sm2Check('message digest', signature, ours.publicKey)).toBe(true);
  expect(sm2Check('message digesT', signature, ours.publicKey)).toBe(false);
  expect(sm2Check('message digest', signature, theirs.publicKey)).toBe(false);
  expect(sm2Check('message digest', '00', ours.publicKey)).toBe(false);
  // its signature, made by somebody else with k = 59276E27 D506861A ...
  expect(sm2Check('message digest', 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa', ours.publicKey)).toBe(true);
  expect(() => sm2Signer('no key')).toThrow('not an SM2 private key');
});
