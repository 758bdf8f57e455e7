import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sanitizeText } from '../../runtime/src/project/without-secrets.js';
import { SERVICE_TOKENS } from '../../runtime/src/utils/service-tokens.js';
import { looksSecret } from '../../src/model/secrets.js';
import { withoutForms } from '../../src/record/secret-forms.js';
import { credentialsOfServices } from '../../src/rules/credential-forms.js';

/** Random characters for a number with their kind: `a` letters and digits, `A` upper case, `x` hexadecimal. */
const filled = (form: string) =>
  form.replace(/<(\d+)([aAx])>/g, (_, length: string, kind: string) => {
    const digest = createHash('sha512')
      .update(form)
      .digest(kind === 'x' ? 'hex' : 'base64');
    const text = digest
      .replace(/[^A-Za-z0-9]/g, '')
      .repeat(2)
      .slice(0, Number(length));
    return kind === 'A' ? text.toUpperCase() : text;
  });

/** A token of each service, without the characters behind its prefix. */
const FORMS = [
  ...['sk_live_<24a>', 'rk_live_<24a>', 'whsec_<32a>', 'ghp_<36a>', 'github_pat_<40a>'],
  ...['glpat-<20a>', 'xoxb-<30a>', 'xapp-1-<30a>', 'hooks.slack.com/services/T<9A>/B<9A>/<24a>'],
  ...['ASIA<16A>', 'AIza<35a>', 'GOCSPX-<28a>', 'ya29.<40a>', 'npm_<36a>'],
  ...['pypi-AgEIcHlwaS5vcmc<60a>', 'SG.<22a>.<43a>', 'shpat_<32x>', 'sk-ant-api03-<60a>'],
  ...['sk-proj-<48a>', 'sk-or-v1-<64x>', 'sk-<40a>', 'hf_<34a>', 'gsk_<52a>', 'xai-<80a>'],
  ...['r8_<37a>', 'ntn_<46a>', 'lin_api_<40a>', 'pat<14a>.<64x>', 'ATATT3<64a>'],
  ...['pat-eu1-<8x>-<27x>', 'figd_<40a>', 'PMAK-<24x>-<34x>', '8112233445:AA<33a>'],
  ...['dop_v1_<64x>', 'dapi<32x>', 'dckr_pat_<27a>', 'glsa_<32a>_<8x>', 'NRAK-<27A>'],
  ...['pscale_tkn_<40a>', 'sntrys_<60a>', 'sq0atp-<22a>', 'sb_secret_<31a>', 'hvs.<30a>'],
];

it('has a form of each row', () => {
  const uncovered = SERVICE_TOKENS.filter(
    ([, prefix, rest]) =>
      !FORMS.some((form) => new RegExp(`^${prefix}${rest}$`).test(filled(form))),
  );
  expect(uncovered).toEqual([]);
});

describe.each(FORMS)('a token %s', (form) => {
  const token = filled(form);
  const text = `The key ${token} is invalid`;

  it.each<[string, boolean]>([
    ['is a finding in code', credentialsOfServices(text).length === 1],
    ['is removed from records', !withoutForms(text, () => '').includes(token)],
    ['is hidden in what is shown', looksSecret(text)],
    ['is removed from what an API says', !sanitizeText(text).includes(token)],
  ])('%s', (_, isFound) => expect(isFound).toBe(true));
});
