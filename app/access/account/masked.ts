const star = '*';
/** How many digits of a telephone number are never shown; also what is written for them, however many they are. */
const hidden = 4;

/** The first character of one part of a name, where more than that character is in it. */
const initial = (part: string): string => { const [first = '', ...rest] = Array.from(part); return rest.length === 0 ? star : first + star; };

/** ACC-120: a name as it is shown to whoever has no right to it (S0c-341): of each of its parts the first character, which of a Chinese name is the surname, and of a part that has only one, none. How long it is does not show. '' of none. */
export const maskedName = (name: string): string =>
  name.normalize('NFC').trim().split(/([\s·•・-]+)/u).map((part, i) => (i % 2 === 1 ? part.slice(0, 1) : part === '' ? '' : initial(part))).join('');

/** ACC-121: a telephone number likewise: `138****0000`; of one with fewer than 11 digits only the last two, and never so many that fewer than four are hidden. '' of none. */
export function maskedPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '');
  if (digits === '') return '';
  const [head, tail] = digits.length >= 11 ? [3, 4] : [0, Math.max(0, Math.min(2, digits.length - hidden))];
  return digits.slice(0, head) + star.repeat(hidden) + digits.slice(digits.length - tail);
}
