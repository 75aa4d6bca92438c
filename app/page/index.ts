export { askedFor, headersOf, policyOf, siteShelves, type Asked } from './page.ts';
