import { httpSource } from './httpSource';
import { idOf, type RestRoutes } from './operation';
import { readS3SourceCreation, readS3SourceSettings } from './readS3Source';
import { s3Source } from './s3Source';

export function addSourceRoutes({
  router,
  operation,
  tenant,
}: RestRoutes): void {
  router.post(
    '/log-sources/s3',
    operation('createS3Source', 'LogSourceModify', (request, token) => {
      const creation = readS3SourceCreation(request);
      const source = tenant.createS3Source(creation, token);
      return { status: 201, body: s3Source(source) };
    }),
  );
  router.get(
    '/log-sources/s3/:id',
    operation('getS3Source', 'LogSourceRead', request => ({
      status: 200,
      body: s3Source(tenant.getSourceOfType('aws-s3', idOf(request))),
    })),
  );
  router.put(
    '/log-sources/s3/:id',
    operation('updateS3Source', 'LogSourceModify', request => {
      const settings = readS3SourceSettings(request);
      const source = tenant.updateS3Source(idOf(request), settings);
      return { status: 200, body: s3Source(source) };
    }),
  );
  router.delete(
    '/log-sources/s3/:id',
    operation('deleteS3Source', 'LogSourceModify', request => {
      const { integrationId } = tenant.getSourceOfType('aws-s3', idOf(request));
      tenant.deleteSource(integrationId);
      return { status: 204 };
    }),
  );
  router.get(
    '/log-sources/http/:id',
    operation('getHttpSource', 'LogSourceRead', request => ({
      status: 200,
      body: httpSource(tenant.getSourceOfType('http-ingest', idOf(request))),
    })),
  );
}
