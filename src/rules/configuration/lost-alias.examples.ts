import { bad, ok } from '../example.js';

export default [
  ok`
    // tsconfig.json, changed
    +   "compilerOptions": { "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] } },
        "include": ["src", "tests"]

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import '@/providers/weather/tools/get-forecast.js';
  `,
  ok`
    // tsconfig.json, changed
    +   "compilerOptions": { "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] } },
        "include": ["src", "tests"]

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import '@acme/words';
  `,
  ok`
    // tsconfig.json, changed
    +   "compilerOptions": { "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] } },
        "include": ["src", "tests"]

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import '@/generated/tools.js';

    // .gitignore
    src/generated/
  `,
  bad`
    // tsconfig.json, changed
    +   "compilerOptions": { "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] } },
        "include": ["src", "tests"]

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import ‹'@/providers/weather/tools/get-forcast.js'›;
  `.finds(
    '"@/providers/weather/tools/get-forcast.js" resolves to "src/providers/weather/tools/get-forcast.js", which does not exist.',
  ),
  bad`
    // tsconfig.json, changed
    +   "compilerOptions": { "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] } },
        "include": ["src", "tests"]

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import ‹'#weather/tools.js'›;
  `.finds('The alias "#weather/tools.js" is not defined.'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import ‹'@/providers/weather/tools/get-forecast'›;
  `.fixed`
    // src/providers/weather/index.ts, changed
    - import '@/providers/weather/tools/get-forecast';
    + import './tools/get-forecast.js';
  `.finds('The alias "@/providers/weather/tools/get-forecast" is not defined.'),
  ok`
    // src/providers/weather/index.ts, changed
    + import '@acme/words';
      import './tools/get-forecast.js';
  `,
];
