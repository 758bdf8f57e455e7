export { addProviders as run } from '../../extend/add-providers.js';
