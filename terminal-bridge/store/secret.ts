export { secretFile } from '@anban/foundation/secret-file';
