import { bad, ok } from '../example.js';

export default [
  ok`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: npm run build -- --minify && npm run validate
          - run: npm run lint --if-present
          - run: cd site && npm run publish
          - run: npm run publish
            working-directory: site
  `,
  bad`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: npm run ‹type-check›
  `.fixed`
    // .github/workflows/ci.yml, changed
    -       - run: npm run type-check
    +       - run: npm run typecheck
  `.finds('"package.json" has no script "type-check".'),
  bad`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: npm run ‹lint›
  `.finds('"package.json" has no script "lint".'),
  bad`
    // package.json, changed
    -     "prestart": "npm run build",
    +     "prestart": "npm run ‹biuld›",
  `.fixed`
    // package.json, changed
    -     "prestart": "npm run biuld",
    +     "prestart": "npm run build",
  `.finds('"package.json" has no script "biuld".'),
];
