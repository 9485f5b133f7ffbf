export { Previews } from './previews';
