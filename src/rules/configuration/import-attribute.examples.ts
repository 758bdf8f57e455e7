import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/places.ts
    import places from './places.json' with { type: 'json' };
    import type names from './names.json';

    export { default } from './more.json' with { type: 'json' };
    export const all: typeof names = places;
    export const load = () => import('./places.json');

    // src/old.cts
    import places from './places.json';

    export = places;
  `,
  ok`
    // tsconfig.json
    { "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" } }

    // src/providers/weather/api/places.ts
    import places from './places.json';

    export const all = places;
  `,
  bad`
    // src/providers/weather/api/places.ts
    import places from ‹'./places.json'›;

    export { default as more } from ‹"./more.json"›;
    export const all = places;
  `.fixed`
    // src/providers/weather/api/places.ts
    import places from './places.json' with { type: 'json' };

    export { default as more } from "./more.json" with { type: 'json' };
    export const all = places;
  `.finds(
    'The import of "./places.json" has no attribute "type".',
    'The import of "./more.json" has no attribute "type".',
  ),
];
