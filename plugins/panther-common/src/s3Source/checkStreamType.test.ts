import { findings } from '../__testUtils__/findings';
import { S3_STREAM_TYPES } from './checkStreamType';

describe('checkS3Source', () => {
  describe('logStreamType', () => {
    it.each(S3_STREAM_TYPES)('may be %s', logStreamType => {
      expect(findings({ logStreamType })).toEqual([]);
    });

    it.each(['', 'Text', 'json', 'Auto '])(
      'is one that Panther has, unlike %p',
      logStreamType => {
        expect(findings({ logStreamType })).toEqual([
          {
            field: 'logStreamType',
            message: `'${logStreamType}' is no stream type; choose one of Auto, Lines, JSON, JsonArray, CloudWatchLogs, XML.`,
          },
        ]);
      },
    );
  });

  describe('logStreamTypeOptions', () => {
    const options = {
      jsonArrayEnvelopeField: 'Records',
      retainEnvelopeFields: true,
      xmlRootElement: 'events',
    };
    const streamTypes = {
      jsonArrayEnvelopeField: 'JsonArray',
      retainEnvelopeFields: 'CloudWatchLogs',
      xmlRootElement: 'XML',
    };
    const names = [
      'jsonArrayEnvelopeField',
      'retainEnvelopeFields',
      'xmlRootElement',
    ] as const;
    const pairs = names.flatMap(name =>
      S3_STREAM_TYPES.map(streamType => [name, streamType] as const),
    );

    it.each(pairs.filter(([name, type]) => streamTypes[name] === type))(
      'may have %s for %s',
      (name, logStreamType) => {
        expect(
          findings({
            logStreamType,
            logStreamTypeOptions: { [name]: options[name] },
          }),
        ).toEqual([]);
      },
    );

    it.each(pairs.filter(([name, type]) => streamTypes[name] !== type))(
      'have no %s for %s',
      (name, logStreamType) => {
        expect(
          findings({
            logStreamType,
            logStreamTypeOptions: { [name]: options[name] },
          }),
        ).toEqual([
          {
            field: `logStreamTypeOptions.${name}`,
            message: `${name} only means something for the stream type ${streamTypes[name]}; leave it out for ${logStreamType}.`,
          },
        ]);
      },
    );

    it.each(S3_STREAM_TYPES)('may be empty or off for %s', logStreamType => {
      expect(findings({ logStreamType, logStreamTypeOptions: {} })).toEqual([]);
      expect(
        findings({
          logStreamType,
          logStreamTypeOptions: {
            jsonArrayEnvelopeField: '',
            retainEnvelopeFields: false,
            xmlRootElement: '',
          },
        }),
      ).toEqual([]);
    });

    it.each(['detail.Records', 'log entries', 'a[0].b'])(
      'may have the envelope field %p',
      jsonArrayEnvelopeField => {
        expect(
          findings({
            logStreamType: 'JsonArray',
            logStreamTypeOptions: { jsonArrayEnvelopeField },
          }),
        ).toEqual([]);
      },
    );

    it.each([' ', ' Records', 'Records\n', 'Rec\u0000ords'])(
      'have no envelope field such as %p',
      jsonArrayEnvelopeField => {
        expect(
          findings({
            logStreamType: 'JsonArray',
            logStreamTypeOptions: { jsonArrayEnvelopeField },
          }),
        ).toEqual([
          {
            field: 'logStreamTypeOptions.jsonArrayEnvelopeField',
            message:
              'The envelope field must be the path to the array, such as Records, without blanks or line breaks around it; leave it out where the JSON is an array itself.',
          },
        ]);
      },
    );

    it.each(['Events', 'ns:events', '_e.v-1', 'Ereignisübersicht'])(
      'may have the root element %p',
      xmlRootElement => {
        expect(
          findings({
            logStreamType: 'XML',
            logStreamTypeOptions: { xmlRootElement },
          }),
        ).toEqual([]);
      },
    );

    it.each([' ', '<events>', 'events ', '/events', '1st', 'a b', 'a\nb'])(
      'have no root element such as %p',
      xmlRootElement => {
        expect(
          findings({
            logStreamType: 'XML',
            logStreamTypeOptions: { xmlRootElement },
          }),
        ).toEqual([
          {
            field: 'logStreamTypeOptions.xmlRootElement',
            message:
              'The root element must be the name of an XML element, such as events, without angle brackets; leave it out where no element encloses the events.',
          },
        ]);
      },
    );
  });
});
