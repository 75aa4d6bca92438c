import type { Somebody } from '../access-double.ts';

/** Who has an account in the gallery: an officer for each state that a seat can be in. */
export const gallerySomebody = (now: number): readonly Somebody[] => [
  { login: 'wang', name: '王芳', roles: ['duty-leader'] }, { login: 'li', name: '李建国', roles: ['duty-officer'] }, { login: 'park', name: '陈园长', roles: ['park-leader'] },
  { login: 'zhao', name: '赵敏', roles: ['security-administrator'], secret: 'JBSWY3DPEHPK3PXP' }, { login: 'qian', name: '钱伟', roles: ['audit-administrator'], secret: 'JBSWY3DPEHPK3PXP' },
  { login: 'sun', name: '孙磊', roles: ['system-administrator'] }, { login: 'zhou', name: '周晓', roles: ['duty-officer'], given: true }, { login: 'wu', name: '吴刚', roles: ['duty-officer'], setAt: now - 87 * 86_400_000 },
];
