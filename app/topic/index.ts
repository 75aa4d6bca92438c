export { ownOrder } from './order.ts';
export { prepared, topicPark } from './figures.ts';
export type { FigureValue, Member, Prepared, TopicLive, TopicPark } from './figures.ts';
