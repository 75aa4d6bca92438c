// The house's floor plan. Inside app/: the order of the spine is what may build on what.
const SPINE = ['kernel', 'output', 'journal', 'access', 'audit', 'park', 'duty', 'acquisition', 'history', 'calculation', 'alarm', 'health', 'selection', 'map', 'topic', 'mimic', 'search', 'page', 'contract'];
// Between rooms: who may know whom. What is not here is forbidden.
const MAY = {
  'app': [],
  'main/shell': ['app'],
  'main/engine': ['app', 'native-adapters', 'outputs', 'storage'],
  'main/media': ['app', 'native-adapters', 'storage'],
  'storage': ['app'],
  'preload': ['app'],
  'renderer': ['app'],
  'native-adapters': ['app'],
  'outputs': ['app'],
  'simulator': [],
  'server': ['app', 'storage'],
  'scripts': ['app', 'storage'],
};
// The only packages app/ may use. An addition needs a decision page (docs/decisions/): why the domain cannot do without it, and what was tried.
const PURE_NPM = ['zod', 'canonicalize', 'proj4', 'jsep'];

// What a page may use; everything else reaches it through a port.
const PAGE_NPM = ['@cesium/engine', 'react', 'react-dom', 'scheduler', 'zustand', '@mantine/core', '@mantine/hooks', 'uplot', 'dompurify', 'proj4', 'pinyin-pro', 'csstype', '@types/react', '@types/react-dom'];

const npm = (names) => `node_modules/(${names.join('|')})/`;
const ROOT = process.env.ARCH_ROOT ?? '';      // the fixtures of the architecture test live under their own root
const at = (p) => `^${ROOT}${p}`;
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const ROOMS = Object.keys(MAY);
const CODE = `(${ROOMS.join('|')})/`;

const spine = SPINE.map((m, i) => rule(
  `spine-${m}`, { path: at(`app/${m}/`) },
  { path: at('app/([^/]+)/'), pathNot: at(`app/(${SPINE.slice(0, i + 1).join('|')})/`) },
  `app/${m} may use only what stands before it in SPINE`));

const walls = Object.entries(MAY).map(([room, may]) => rule(
  `room-${room.replace('/', '-')}`, { path: at(`${room}/`) },
  { path: at(`(${[...ROOMS, 'tests'].join('|')})/`), pathNot: at(`(${[room, ...may].join('|')})/`) },
  `${room}/ may know ${may.join(', ') || 'no other room'}`));

module.exports = {
  forbidden: [
    ...walls,
    ...spine,
    rule('spine-unknown', { path: at('app/([^/]+)/'), pathNot: at(`app/(${SPINE.join('|')})/`) }, { path: '.*' }, 'a new app module takes its place in SPINE'),
    rule('no-cycles', {}, { circular: true }, 'type-only cycles count'),
    rule('app-no-node', { path: at('app/') }, { dependencyTypes: ['core'] }, 'app/ does no I/O'),
    rule('app-npm', { path: at('app/') }, { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'], pathNot: npm(PURE_NPM) }, 'app/ uses listed packages only'),
    rule('front-door', { path: at(CODE), pathNot: at('app/') }, { path: at('app/(?!kernel/)[^/]+/'), pathNot: at('app/[^/]+/(index|contract)\\.ts$') }, 'a module of app/ is entered by its index'),
    rule('front-door-inside', { path: at('app/([^/]+)/') }, { path: at('app/(?!kernel/)[^/]+/'), pathNot: [at('app/$1/'), at('app/[^/]+/index\\.ts$')] }, 'also by its neighbours'),
    rule('outputs-live', { path: at(CODE), pathNot: at('(outputs/|main/engine/live\\.ts$)') }, { path: at('outputs/') }, 'only the live engine can make something happen outside'),
    rule('electron-rooms', { path: at(CODE), pathNot: at('(main/shell|preload)/') }, { path: 'node_modules/electron/|^electron$' }, 'electron lives in main/shell and preload'),
    rule('page-no-node', { path: at('renderer/') }, { dependencyTypes: ['core'] }, 'a window has no node'),
    rule('feature-alone', { path: at('renderer/features/([^/]+)/') }, { path: at('renderer/features/([^/]+)/'), pathNot: at('renderer/features/$1/') }, 'features meet in a window, not in each other'),
    rule('kit-is-below', { path: at('renderer/kit/') }, { path: at('renderer/(features|windows)/') }, 'the kit knows no feature'),
    rule('adapter-alone', { path: at('native-adapters/([^/]+)/') }, { path: at('native-adapters/'), pathNot: at('native-adapters/$1/') }, 'an adapter knows no other adapter'),
    rule('sqlite-room', { path: at(CODE), pathNot: at('storage/') }, { path: 'better-sqlite3' }, 'one room owns the database'),
    rule('typeorm-rooms', { path: at(CODE), pathNot: at('(storage|native-adapters/database)/') }, { path: '(^|node_modules/)typeorm(/|$)' }, 'storage/ for our own data, native-adapters/database/ for what others wrote (decision 7)'),
    rule('database-drivers', { path: at(CODE) }, { path: '(^|node_modules/)(pg|mysql2|mssql)(/|$)' }, 'nobody asks a driver by itself: typeorm loads the one that is used'),
    rule('cesium-room', { path: at(CODE), pathNot: at('renderer/scene/') }, { path: '(^|node_modules/)(cesium|@cesium)(/|$)' }, 'one room owns the globe'),
    rule('page-npm', { path: at('renderer/') }, { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'], pathNot: npm(PAGE_NPM) }, 'a window uses listed packages only'),
    rule('no-unresolved', { path: at(CODE) }, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,                // see type-only imports
    parser: 'swc', // TypeScript 7 has no JS API for the cruiser; without this it sees NO .ts file and passes
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ROOT ? '^$' : '^tests/architecture/fixtures' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.d.ts'] },
  },
};
