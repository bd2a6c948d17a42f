import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { pantherApiFactory } from '../api';

/** The client of the Panther backend plugin. */
export const pantherApi = ApiBlueprint.make({
  params: define => define(pantherApiFactory),
});
