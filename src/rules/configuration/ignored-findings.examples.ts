import { bad, ok } from '../example.js';

export default [
  ok`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: npm audit || true
          - run: npx mcp-provider validate --format github
          - run: npx mcp-provider validate; exit 0
          - run: npm test
            continue-on-error: true
  `,
  bad`
    // package.json, changed
    -     "validate": "mcp-provider validate"
    +     "validate": "mcp-provider validate‹; exit 0›"
  `.finds('The errors that "mcp-provider validate" finds are ignored here.'),
  bad`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: npx mcp-provider validate --format github ‹|| true›
  `.finds('The errors that "mcp-provider validate" finds are ignored here.'),
  bad`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - name: Contract
            run: |
              npm ci
              npm run validate
            ‹continue-on-error›: true
  `.finds('The errors that "mcp-provider validate" finds are ignored here.'),
  bad`
    // .github/workflows/ci.yml
    jobs:
      test:
        ‹continue-on-error›: true
        steps:
          - run: npm run validate
  `.finds('The errors that "mcp-provider validate" finds are ignored here.'),
  bad`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - run: |
              ‹set +e›
              npm run validate
              npm test
          - ‹shell›: bash {0}
            run: |
              npm run validate
              echo done
  `.finds(
    'The errors that "mcp-provider validate" finds are ignored here.',
    'The errors that "mcp-provider validate" finds are ignored here.',
  ),
  ok`
    // .github/workflows/ci.yml
    jobs:
      test:
        steps:
          - shell: bash -e {0}
            run: |
              npm run validate
              echo done
          - run: |
              set +e
              npm test
              code=$?
              set -e
              npm run validate
              exit $code
          - run: |
              set +e
              npm run validate > findings.txt
              code=$?
              cat findings.txt
              exit $code
  `,
  bad`
    // package.json, changed
    -     "validate": "mcp-provider validate"
    +     "validate": "mcp-provider validate ‹|| echo› ignored"
  `.finds('The errors that "mcp-provider validate" finds are ignored here.'),
];
