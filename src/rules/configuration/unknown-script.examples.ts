import { bad, ok } from '../example.js';

export default [
  ok`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: npm run build -- --minify && npm run validate
          - run: npm run lint --if-present
          - run: npm run env && yarn run eslint . && bun run index.ts
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
          - run: pnpm run ‹format:check›
          - run: npm run ‹e2e›
  `.finds(
    '"package.json" has no script "lint".',
    '"package.json" has no script "format:check".',
    '"package.json" has no script "e2e".',
  ),
  // Scripts of new projects are added again.
  bad`
    // package.json, changed
    -     "test": "npm run build && vitest run --no-isolate",
    -     "typecheck": "tsc",
    +     "check": "npm run ‹typecheck› && npm ‹test›",

    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: npm run ‹typecheck›
          - run: npm ‹test›
  `.fixed`
    // package.json, changed
        "scripts": {
    +     "typecheck": "tsc",
    +     "test": "npm run build && vitest run --no-isolate",
  `.finds(
    '"package.json" has no script "typecheck".',
    '"package.json" has no script "test".',
    '"package.json" has no script "typecheck".',
    '"package.json" has no script "test".',
  ),
  // "lint" may have been removed: it is another script. A script that runs itself does not end.
  bad`
    // package.json, changed
    -     "prestart": "npm run build",
    +     "prestart": "npm run ‹valid›",
    +     "lint:fix": "npm run ‹lint-fix› && npm run ‹lint›",
  `.finds(
    '"package.json" has no script "valid".',
    '"package.json" has no script "lint-fix".',
    '"package.json" has no script "lint".',
  ),
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
