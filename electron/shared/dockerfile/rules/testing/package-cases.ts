import type { PracticeCases } from './practice-case';

/** Cases of our own for the rules about package managers, by the id they are known under. */
export const PACKAGE_CASES: Readonly<Record<string, PracticeCases>> = {
  DL3008: {
    reports: [
      'RUN apt-get install -y python',
      'RUN apt-get -y install foo',
      'RUN apt-get install --yes -- foo',
      'RUN sudo apt-get install foo',
      'RUN apt-get install -t bookworm-backports foo',
      'RUN DEBIAN_FRONTEND=noninteractive apt-get install -y foo',
      'RUN apt-get update; apt-get install -y a b=1',
      'RUN env X=1 apt-get install -y a',
    ],
    accepts: [
      'RUN apt-get install -y python=2.7',
      'RUN apt-get install -y a=$V',
      'RUN apt-get install -y ./x.deb',
      'RUN apt-get install -y /tmp/x.deb',
      'RUN apt-get update',
      'RUN apt-get install -y --no-install-recommends "a=${V}"',
      'RUN apt-get install -t=rel a=1',
      'RUN apt-get install -y',
    ],
  },
  DL3009: {
    reports: ['RUN apt-get update && apt-get install -y a'],
    accepts: [
      'RUN apt-get update && rm -rf /var/lib/apt/lists/*',
      'FROM debian:12 AS a\nRUN apt-get update\nFROM scratch\n',
    ],
  },
  DL3013: {
    reports: [
      'RUN pip install flask',
      'RUN pip install --no-cache-dir flask',
      'RUN pip3 install a b==1',
      'RUN python -m pip install a',
      'RUN pip install git+https://github.com/a/b',
      'RUN pip2.7 install x',
      'RUN python3 -m pip install --upgrade pip',
    ],
    accepts: [
      'RUN pip install flask==1.0',
      'RUN pip install -r requirements.txt',
      'RUN pip install .',
      'RUN pip install "a>=1"',
      'RUN pip install a~=1.0',
      'RUN pip install ./dist/x.whl',
      'RUN pip install -e .',
      'RUN pip install git+https://github.com/a/b@v1',
      'RUN pip list',
      'RUN pip install -c constraints.txt a',
      'RUN pip install --index-url https://x a==1',
      'RUN pip install',
    ],
  },
  DL3014: {
    reports: ['RUN apt-get install a', 'RUN apt-get install --no-install-recommends a'],
    accepts: [
      'RUN apt-get -y install a',
      'RUN apt-get install --yes a',
      'RUN apt-get install -qq a',
      'RUN apt-get install -yqq a',
      'RUN apt-get -q -q install a',
      'RUN apt-get install --assume-yes a',
      'RUN apt-get install -q=2 a',
    ],
  },
  DL3015: {
    reports: ['RUN apt-get install -y a=1'],
    accepts: [
      'RUN apt-get install -y -o APT::Install-Recommends=false a',
      'RUN apt-get install --no-install-recommends -y a',
    ],
  },
  DL3016: {
    reports: [
      'RUN npm install express',
      'RUN npm install @scope/a',
      'RUN npm i -g x',
      'RUN npm install -g a b@1',
    ],
    accepts: [
      'RUN npm install',
      'RUN npm ci',
      'RUN npm install express@1',
      'RUN npm install @s/a@2',
      'RUN npm install git+https://x/y.git',
      'RUN npm install ./f',
      'RUN npm install --omit=dev',
      'RUN npm install /x.tgz',
    ],
  },
  DL3018: {
    reports: [
      'RUN apk add curl',
      'RUN apk add --no-cache curl',
      'RUN apk --no-cache add a b=1',
      'RUN apk add -t deps gcc',
      'RUN apk add --virtual .d gcc',
    ],
    accepts: [
      'RUN apk add curl=1',
      'RUN apk add --no-cache "a>1"',
      'RUN apk add a~=1',
      'RUN apk add --virtual .d gcc=1',
      'RUN apk del x',
      'RUN apk add --no-cache --virtual=.d a=1',
      'RUN apk add --repository http://x a=1',
      'RUN apk add -U a=1',
    ],
  },
  DL3019: {
    reports: ['RUN apk add a=1'],
    accepts: ['RUN apk add --no-cache a=1', 'RUN --mount=type=cache,target=/var/cache/apk apk add a=1'],
  },
  DL3027: { reports: ['RUN apt install a'], accepts: ['RUN apt-get install a', 'RUN apt-key add x'] },
  DL3028: {
    reports: ['RUN gem install a', 'RUN gem install a b:1'],
    accepts: [
      'RUN gem install a:1',
      'RUN gem install a -v 1',
      'RUN gem install a --version=1',
      'RUN gem update',
    ],
  },
  DL3030: {
    reports: ['RUN yum install a'],
    accepts: ['RUN yum -y install a', 'RUN yum install --assumeyes a'],
  },
  DL3033: {
    reports: ['RUN yum install -y a'],
    accepts: [
      'RUN yum install -y a-1.2.3',
      'RUN yum install -y /a.rpm',
      'RUN yum install -y https://x/a.rpm',
    ],
  },
  DL3034: {
    reports: ['RUN zypper install a=1'],
    accepts: ['RUN zypper in -y a=1', 'RUN zypper --non-interactive install a'],
  },
  DL3037: { reports: ['RUN zypper -n install a', 'RUN zypper in -y a'], accepts: ['RUN zypper -n in a=1'] },
  DL3038: { reports: ['RUN dnf install a'], accepts: ['RUN dnf install -y a'] },
  DL3041: {
    reports: ['RUN dnf install -y a', 'RUN microdnf install -y a', 'RUN dnf install -y nodejs'],
    accepts: [
      'RUN dnf install -y a-1.2.3',
      'RUN dnf install -y /a.rpm',
      'RUN dnf install -y https://x/a.rpm',
      'RUN dnf module install -y nodejs:18',
    ],
  },
  DL3060: { reports: ['RUN yarn install'], accepts: ['RUN yarn install && yarn cache clean'] },
  DL3062: {
    reports: ['RUN go install a.b/c@latest', 'RUN go install a.b/c'],
    accepts: ['RUN go install a.b/c@v1', 'RUN go install ./...', 'RUN go build'],
  },
};
