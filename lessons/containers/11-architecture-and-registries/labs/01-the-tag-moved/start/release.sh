docker push tide
