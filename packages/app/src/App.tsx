import { createApp } from '@backstage/frontend-defaults';
import { demoSignInModule } from './signIn';

export default createApp({ features: [demoSignInModule] });
