import { API_MODULE, apiModule, module } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

export const variants: readonly Variant[] = [
  variant('computed name: no secret, by the helper that also reads one', {
    [API_MODULE]: apiModule(
      "const read = (name: string) => process.env[name] ?? '';\nexport const isSet = () => read('ISSUES_TOKEN') !== '';",
      '',
      {
        result:
          "console.error(response.status);\n  return { number: 1, state: 'open', title: read('ISSUES_LABEL') };",
      },
    ),
  }),
  variant(
    'computed name: certificates are required',
    module(
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';\nexport const options = { ['reject' + 'Unauthorized']: true };\n",
    ),
  ),
];
