import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/index.ts
    export const load = (name: string) => import(\`./\${name}/index.js\`);
  `,
  bad`
    // src/providers/index.ts
    export const providers = {};

    // src/providers/weather/mcp-instance.ts, unchanged
    ‹import› { defineProvider } from 'mcp-provider';
  `.fixed`
    // src/providers/index.ts, changed
    - export const providers = {};
    + export const providers = {
    +   weather: () => import('./weather/index.js'),
    + };
  `.finds('The server does not load the provider "weather".'),
  bad`
    // tsconfig.json
    { "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" } }

    // src/providers/index.ts
    export const providers = {
      rooms: () => import('./rooms/index'),
    };

    // src/providers/rooms/index.ts
    export {};

    // src/providers/weather/mcp-instance.ts, unchanged
    ‹import› { defineProvider } from 'mcp-provider';
  `.fixed`
    // src/providers/index.ts, changed
      export const providers = {
    +   weather: () => import('./weather/index'),
  `.finds('The server does not load the provider "weather".'),
  bad`
    // src/providers/index.ts, changed
    -   weather: () => import('./weather/index.js'),
    +   ‹wether›: () => import('./weather/index.js'),
  `.fixed`
    // src/providers/index.ts, changed
    -   wether: () => import('./weather/index.js'),
    +   weather: () => import('./weather/index.js'),
  `.finds('The provider "weather" is listed as "wether".'),
  ok`
    // src/providers/index.ts, changed
    -   weather: () => import('./weather/index.js'),
    +   weather: () => import('./weather/all.js'),

    // src/providers/weather/all.ts
    export * from './index.js';
  `,
  bad`
    // src/providers/index.ts, changed
    -   weather: () => import('./weather/index.js'),
    +   weather: () => import(‹'./weather/mcp-instance.js'›),
  `.fixed`
    // src/providers/index.ts, changed
    -   weather: () => import('./weather/mcp-instance.js'),
    +   weather: () => import('./weather/index.js'),
  `.finds('This does not load the tools of the provider "weather".'),
  bad`
    // src/providers/index.ts
    export const load = (path: string) => import(‹path›);
  `.finds('Cannot determine whether this code loads provider "weather".'),
];
