export { TopicPanel, TopicSelect } from './TopicPanel.tsx';
export { topicStore, type TopicStore } from './topic-store.ts';
